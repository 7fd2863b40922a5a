/** What of a run can be chosen: one selection for the whole page, chosen in one view and marked in all. Plain data, so that it can stand in an address. */

export type Selection =
  | { readonly type: 'replica'; readonly id: string }
  | { readonly type: 'client'; readonly id: string }
  /** The way between two replicas, in both directions; `a` stands before `b` in the scenario. */
  | { readonly type: 'link'; readonly a: string; readonly b: string }
  | { readonly type: 'message'; readonly address: string }
  | { readonly type: 'key'; readonly key: string }
  /** One replica's copy of a key. */
  | { readonly type: 'copy'; readonly replica: string; readonly key: string }
  | { readonly type: 'operation'; readonly client: string; readonly n: number }
  | { readonly type: 'event'; readonly event: number };

export function sameSelection(a: Selection | null, b: Selection | null): boolean {
  return a === b || (a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b));
}

/** The replica that a selection is about: itself, or whose copy it is. */
export function selectedReplica(selection: Selection | null): string | null {
  return selection?.type === 'replica' ? selection.id : selection?.type === 'copy' ? selection.replica : null;
}

/** True where the selection is about this replica in any way: itself, its copy, or an end of the link. */
export function touchesReplica(selection: Selection | null, id: string): boolean {
  if (selection === null) return false;
  return selectedReplica(selection) === id || (selection.type === 'link' && (selection.a === id || selection.b === id));
}
