/** What a client's operation does to a key, in the few words that a note or a caption has room for. Reads are told elsewhere: they have an answer. */
import type { WriteKind } from '../versions/policy.ts';
import type { Json } from '../versions/version.ts';
import { valueText } from './sentences.ts';

/** As in `wrote “milk”`, `deleted cart`, `counted 5`. */
export function didText(kind: WriteKind, key: string, value: Json): string {
  return text(kind, key, value, { delete: 'deleted', increment: 'counted', add: 'added', remove: 'removed', write: 'wrote', resolve: 'wrote' });
}

/** As in `writing “milk”`. */
export function doingText(kind: WriteKind, key: string, value: Json): string {
  return text(kind, key, value, { delete: 'deleting', increment: 'counting', add: 'adding', remove: 'removing', write: 'writing', resolve: 'writing' });
}

function text(kind: WriteKind, key: string, value: Json, verbs: { readonly [K in WriteKind]: string }): string {
  return `${verbs[kind]} ${kind === 'delete' ? key : valueText(value)}`;
}
