/** A page without a stage: the header, and a column of text. */
import type { ReactNode } from 'react';
import { type Door, Header } from '../Header.tsx';
import './learn.css';

export function PlainPage({ door, title, children }: { readonly door: Door; readonly title: string | null; readonly children: ReactNode }) {
  return (
    <div className="text-page">
      <Header door={door} title={title} plain />
      <main className="text-main">{children}</main>
    </div>
  );
}
