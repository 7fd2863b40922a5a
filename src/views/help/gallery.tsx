/** The gallery's cases of the help sheet: it needs no run, but stands over one as on the page. */
import { useState } from 'react';
import { Button } from '../../ui/controls.tsx';
import type { GalleryCase } from '../gallery.ts';
import { HelpSheet } from './HelpSheet.tsx';

function Shown({ keys }: { readonly keys: boolean }) {
  const [open, setOpen] = useState(true);
  const [singleKeys, setSingleKeys] = useState(keys);
  return (
    <div>
      <Button onPress={() => setOpen(true)}>Keys and touches</Button>
      <HelpSheet open={open} singleKeys={singleKeys} onOpen={setOpen} onSingleKeys={setSingleKeys} />
    </div>
  );
}

const run = { version: 1, replicas: ['A', 'B', 'C'], script: [] } as const;

export const cases: readonly GalleryCase[] = [
  { id: 'keys', title: 'Keys and touches', slot: 'bar', run, atMs: 0, render: () => <Shown keys /> },
  { id: 'keys-off', title: 'Single-key shortcuts switched off', slot: 'bar', run, atMs: 0, render: () => <Shown keys={false} /> },
];
