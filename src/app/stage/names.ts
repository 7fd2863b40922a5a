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
];
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
