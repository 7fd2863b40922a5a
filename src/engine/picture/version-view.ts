/** A version as the page sees it: its value, what names it, what its writer had seen, and who wrote it when. */
import { ACTOR_STEP, type Cell, isOneValue, LOADER_ACTOR, type Version, type VersionVector, valuesOf } from '../versions/version.ts';
import type { World } from '../world/world.ts';
import { actorName, labelOf, vectorText } from './labels.ts';
import type { DotView, VersionView } from './snapshot.ts';

/** The versions of a copy as it is read: a set or counter is one, of its one value, shown with the latest operation that is in it. */
export function versionViews(world: World, cell: Cell): readonly VersionView[] {
  if (!isOneValue(cell)) return cell.versions.map((version) => versionView(world, cell, version));
  const latest = cell.versions.reduce<Version | undefined>(
    (found, version) => (found === undefined || version.operation > found.operation ? version : found),
    undefined,
  );
  const [value] = valuesOf(cell);
  const label = vectorText(world.nameOf, cell.clock);
  const one = { value, tombstone: false, label, vector: [], dot: null };
  return latest === undefined
    ? [{ ...one, timestampMs: 0, number: 0, namedBy: null, client: null, n: 0, writtenUs: 0 }]
    : [{ ...versionView(world, cell, latest), ...one }];
}

export function versionView(world: World, cell: Cell, version: Version): VersionView {
  const { value, tombstone, timestampUs, operation } = version;
  const { writes } = world.folds.facts;
  const write = writes.get(operation);
  const hasDot = version.counter > 0;
  return {
    value,
    tombstone,
    timestampMs: timestampUs / 1000,
    label: labelOf(world, cell, version),
    number: write?.number ?? 0,
    vector: hasDot ? entriesOf(world, pastOf(version, write?.context)) : [],
    dot: hasDot ? { actor: actorName(world.nameOf, version.actor), counter: version.counter } : null,
    namedBy: version.coordinator % ACTOR_STEP === LOADER_ACTOR || write === undefined ? null : world.nameOf(version.coordinator),
    client: write === undefined ? null : world.nameOf(-1 - write.client),
    n: write?.n ?? 0,
    writtenUs: write?.invokedUs ?? 0,
  };
}

/** What its writer had seen: the context that its client sent along. A cell's vector says more: what the cell's other versions bring. */
function pastOf(version: Version, context: VersionVector | undefined): VersionVector {
  if (context !== undefined) return context;
  // Loaded before time began: the current one and a sibling came after the older version.
  return version.operation === 0 || version.operation === -2 ? [LOADER_ACTOR, 1] : [];
}

function entriesOf(world: World, vector: VersionVector): readonly DotView[] {
  const entries: DotView[] = [];
  for (let i = 0; i < vector.length; i += 2) entries.push({ actor: actorName(world.nameOf, vector[i]), counter: vector[i + 1] });
  return entries;
}
