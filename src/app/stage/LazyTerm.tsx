/** A field term on the stage: its definition, and what shows it, are fetched when it is first pressed. */
import { lazy, Suspense, useState } from 'react';

const Term = lazy(() => import('../../course/Term.tsx').then((found) => ({ default: found.Term })));

export function LazyTerm({ id, children }: { readonly id: string; readonly children: string }) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button type="button" className="term-button" aria-haspopup="dialog" aria-expanded="false" onClick={() => setWanted(true)}>
      {children}
    </button>
  );
  return wanted ? (
    <Suspense fallback={button}>
      <Term id={id} opened>
        {children}
      </Term>
    </Suspense>
  ) : (
    button
  );
}
