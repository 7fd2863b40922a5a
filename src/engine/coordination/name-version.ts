/** The version that a write makes, as its key's policy names it on this node, and what of it the other owners are sent. */
import { literalContext, literalNowUs, retagged } from '../literal/stamps.ts';
import type { ClientOperation, NodeContext } from '../protocol.ts';
import type { ConflictPolicy, HybridTime, Minting, WriteKind } from '../versions/policy.ts';
import { counterOf } from '../versions/vector.ts';
import type { Cell, Dependency } from '../versions/version.ts';

export interface Named {
  /** The cell that the namer stores, and that its client is answered with. */
  readonly cell: Cell;
  /** The same, or just what is new in it (`crdtSync: "delta"`). */
  readonly sent: Cell;
}

export function nameVersion(context: NodeContext, operation: ClientOperation): Named {
  const { key, kind, value, valueBytes } = operation;
  const policy = context.policyOf(key);
  const tombstone = kind === 'delete';
  const { aboveUs: above } = operation;
  const minting: Minting = {
    kind: kind === 'read' ? 'write' : kind,
    current: context.store?.get(key),
    context: literalContext(context, operation),
    operation: operation.operation,
    value: tombstone ? null : value,
    tombstone,
    valueBytes: tombstone ? 0 : valueBytes,
    nowUs: literalNowUs(context, above === null ? context.nowUs() : Math.max(context.nowUs(), above + 1)),
    hybridNow() {
      return after(context.hybridNow(), above);
    },
    coordinator: context.self,
    actor: context.vectorActor,
    floor: context.dotFloor,
  };
  const minted = policy.mint(minting);
  const cell = kind === 'add' && context.literal('E002-22') ? retagged(context, operation, minted) : minted;
  if (policy.trim !== undefined) context.dotFloor = Math.max(context.dotFloor, counterOf(cell.clock, context.vectorActor));
  const { causes } = operation;
  const sent = policy.delta?.(minting, cell) ?? cell;
  if (causes === undefined) return { cell, sent };
  const named = dependingOn(cell, operation.operation, causes);
  return { cell: named, sent: sent === cell ? named : dependingOn(sent, operation.operation, causes) };
}

/** The cell, its version of this operation with what it depends on. */
function dependingOn(cell: Cell, operation: number, causes: readonly Dependency[]): Cell {
  return { ...cell, versions: cell.versions.map((version) => (version.operation === operation ? { ...version, causes } : version)) };
}

/** A session's write is stamped above what the session has written or read. */
function after(time: HybridTime, above: number | null): HybridTime {
  return above === null || time.us > above ? time : { us: above + 1, logical: 0 };
}

/** Why the key's policy does not do this, as a sentence about the key; null where it does. */
export function refusalOf(policy: ConflictPolicy, kind: WriteKind, key: string, value: unknown): string | null {
  if (policy.takes.includes(kind)) {
    const because = policy.refuses?.(kind, value as Minting['value']) ?? null;
    return because === null ? null : `${key} is under "${policy.id}": ${because}`;
  }
  return `${key} is under "${policy.id}", which knows ${policy.takes.map((word) => `"${word}"`).join(', ')} and no "${kind}"`;
}
