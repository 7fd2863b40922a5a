/** What a selection marks here: one rule for arrows and points, so that what is chosen in any view is chosen in this one. */
import type { Selection } from '../../engine/picture/selection.ts';
import type { Flight } from './story.ts';

export function chooses(selection: Selection | null, flight: Pick<Flight, 'message' | 'sentEvent' | 'endEvent'>): boolean {
  const { message } = flight;
  switch (selection?.type) {
    case 'message':
      return message.address === selection.address;
    case 'operation':
      return message.address.startsWith(`${selection.client}#${selection.n}/`);
    case 'link':
      return (message.from === selection.a && message.to === selection.b) || (message.from === selection.b && message.to === selection.a);
    case 'event':
      return flight.sentEvent === selection.event || flight.endEvent === selection.event;
    default:
      return false;
  }
}
