/** What a selection is called on the page, and the words of the stage's tabs. */
import type { Selection } from '../../engine/picture/selection.ts';
import { messageNames } from '../../engine/picture/sentences.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import type { LowerView, UpperView } from '../../state/stage-store.ts';

export const upperTabs: readonly { readonly value: UpperView; readonly label: string }[] = [
  { value: 'cluster', label: 'Cluster' },
  { value: 'keys', label: 'Keys' },
  { value: 'merkle', label: 'Merkle' },
  { value: 'siblings', label: 'Siblings' },
  { value: 'spread', label: 'Spread' },
  { value: 'membership', label: 'Membership' },
];

/** The tabs of a lane: beliefs only where a failure detector is on, or where they are looked at already. */
export function upperTabsOf(detector: boolean, shown: UpperView): typeof upperTabs {
  return detector || shown === 'membership' ? upperTabs : upperTabs.filter(({ value }) => value !== 'membership');
}

/** What a run begins with where nothing else is said: what its nodes believe, where that is what it is about. */
export function usualUpper(document: { readonly [name: string]: unknown }): UpperView {
  const { membership } = document as { readonly membership?: { readonly detector?: unknown } };
  return (membership?.detector ?? 'off') === 'off' ? 'cluster' : 'membership';
}
export const lowerTabs: readonly { readonly value: LowerView; readonly label: string }[] = [
  { value: 'space-time', label: 'Space-time' },
  { value: 'operations', label: 'Operations' },
  { value: 'events', label: 'Events' },
];

export function nameOf(selection: Selection, snapshot: Snapshot | null): string {
  switch (selection.type) {
    case 'replica':
      return `Replica ${selection.id}`;
    case 'client':
      return `Client ${selection.id}`;
    case 'link':
      return `Link ${selection.a}–${selection.b}`;
    case 'message': {
      const message = snapshot?.messages.find((one) => one.address === selection.address);
      return message === undefined ? 'A message' : `${messageNames[message.type]} from ${message.from} to ${message.to}`;
    }
    case 'key':
      return `Key ${selection.key}`;
    case 'copy':
      return `${selection.replica}’s copy of ${selection.key}`;
    case 'operation':
      return `${selection.client}’s operation ${selection.n}`;
    case 'event':
      return `Event ${selection.event}`;
  }
}
