/** Literal bugs of naming: what clock a version is stamped by, which context a resolve has, and which tag an addition gets. */
import type { ClientOperation, NodeContext } from '../protocol.ts';
import { type Cell, EMPTY_VECTOR, makeCell, makeVersion, type VersionVector } from '../versions/version.ts';

/** What the namer's clock reads, microseconds: the right one but for these bugs. */
export function literalNowUs(context: NodeContext, nowUs: number): number {
  if (context.literal('E002-02')) return ++context.dotFloor;
  const isCoarse = context.literal('E002-11') || context.literal('E002-12') || context.literal('E002-32');
  return isCoarse ? Math.floor(nowUs / 1000) * 1000 : nowUs;
}

/** E002-15: a resolve covers all that its namer holds, whatever its client had read. */
export function literalContext(context: NodeContext, { kind, key, context: read }: ClientOperation): VersionVector {
  return kind === 'resolve' && context.literal('E002-15') ? (context.store?.get(key)?.clock ?? EMPTY_VECTOR) : read;
}

/** E001-14 and E001-18: the same values, stamped by this node's clock now. */
export function stampedNow(context: NodeContext, key: number, cell: Cell): Cell {
  if (context.policyOf(key).id !== 'lww') return cell;
  const timestampUs = literalNowUs(context, context.nowUs());
  const versions = cell.versions.map((version) => {
    const { causes, ...parts } = version;
    return { ...makeVersion({ ...parts, timestampUs }), ...(causes === undefined ? {} : { causes }) };
  });
  return makeCell(versions, cell.clock, cell.type === undefined ? undefined : { type: cell.type });
}

/** What a replica remembers in its memory for E002-22: how many tags it has given since it started, by key. */
interface TagCounts {
  tags?: Map<number, number>;
}

/** E002-22: the addition under a tag that is counted in memory. */
export function retagged(context: NodeContext, { key, operation }: ClientOperation, cell: Cell): Cell {
  const memory = context.volatile as TagCounts;
  memory.tags ??= new Map();
  const counter = (memory.tags.get(key) ?? 0) + 1;
  memory.tags.set(key, counter);
  const own = cell.versions.find((version) => version.operation === operation);
  if (own === undefined || own.counter === counter) return cell;
  const others = cell.versions.filter((version) => version !== own);
  return makeCell([...others, makeVersion({ ...own, counter })], cell.clock, cell.type === undefined ? undefined : { type: cell.type });
}
