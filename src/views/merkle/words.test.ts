/** What the Merkle view says of a replica's part: what it lacks altogether is missing, what it has an older version of is behind. */
import { expect, it } from 'vitest';
import type { ComparisonView } from '../../engine/picture/comparison-view.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { partText } from './words.ts';

const view = { from: 'A', to: 'B', sharedKeys: 9 } as ComparisonView;
const holding = (...cells: readonly { readonly key: string; readonly stale: number; readonly held: boolean }[]): Snapshot =>
  ({
    replicas: [{ id: 'B', up: true, cells: cells.map(({ key, stale, held }) => ({ key, stale, versions: held ? [{}] : [] })) }],
  }) as unknown as Snapshot;

it.each([
  [holding(), 'answers'],
  [holding({ key: 'x', stale: 2, held: true }), 'answers, x is 2 versions behind'],
  [holding({ key: 'x', stale: 1, held: false }), 'answers, x is missing'],
  [holding({ key: 'x', stale: 1, held: false }, { key: 'y', stale: 1, held: false }), 'answers, 2 keys missing'],
  [holding({ key: 'x', stale: 1, held: false }, { key: 'y', stale: 1, held: true }), 'answers, 2 keys behind, 1 of them missing'],
])('of %# it says “%s”', (snapshot, says) => expect(partText(snapshot, view, 'B')).toBe(says));
