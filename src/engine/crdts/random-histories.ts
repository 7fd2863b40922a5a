/** Random histories of one key for the tests of this folder: operations at three owners, which now and then send each other what they know. */
import fc from 'fast-check';
import type { ConflictPolicy, WriteKind } from '../versions/policy.ts';
import { type Cell, EMPTY_VECTOR, type Json } from '../versions/version.ts';
import { hasSeen } from './kernel.ts';

export const OWNERS = 3;

export type Step =
  | { readonly type: 'operate'; readonly owner: number; readonly kind: number; readonly value: number; readonly nowUs: number }
  | { readonly type: 'send'; readonly from: number; readonly to: number };

const owner = fc.nat(OWNERS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  // Few values and few instants, so that elements come again and clocks tie.
  fc.record({ type: fc.constant('operate' as const), owner, kind: fc.nat(2), value: fc.nat(2), nowUs: fc.nat(3) }),
  fc.record({ type: fc.constant('send' as const), from: owner, to: owner }),
);

export const histories = fc.array(step, { minLength: 1, maxLength: 30 });

/** An operation of a history, with those that its owner's state had seen. */
export interface Operation {
  readonly id: number;
  readonly kind: WriteKind;
  readonly value: Json;
  readonly owner: number;
  readonly nowUs: number;
  readonly before: ReadonlySet<number>;
}

/** What one owner holds and which operations are in it, after each step of the history in which something was stored. */
export interface Stored {
  readonly cell: Cell;
  readonly seen: ReadonlySet<number>;
}

export interface Played {
  readonly operations: readonly Operation[];
  readonly stored: readonly Stored[];
  /** Every cell that was made, sent or stored. */
  readonly cells: readonly Cell[];
  readonly ends: readonly (Stored | undefined)[];
}

/** Plays a history. Where the policy has deltas, each operation's delta goes to the owner after its own at once, unless `dropped`. */
export function play(policy: ConflictPolicy, history: readonly Step[], dropped: (operation: number) => boolean = () => false): Played {
  const ends: (Stored | undefined)[] = new Array(OWNERS).fill(undefined);
  const operations: Operation[] = [];
  const stored: Stored[] = [];
  const cells: Cell[] = [];
  const store = (at: number, cell: Cell, seen: ReadonlySet<number>) => {
    const before = ends[at];
    const after = { cell: before === undefined ? cell : policy.merge(before.cell, cell), seen: new Set([...(before?.seen ?? []), ...seen]) };
    ends[at] = after;
    stored.push(after);
    cells.push(cell, after.cell);
  };
  for (const taken of history) {
    if (taken.type === 'send') {
      const sent = ends[taken.from];
      if (sent !== undefined) store(taken.to, sent.cell, sent.seen);
      continue;
    }
    const kind = policy.takes[taken.kind % policy.takes.length];
    const tombstone = kind === 'delete';
    const counts = kind === 'increment';
    const value: Json = tombstone ? null : counts && taken.kind === 2 && policy.refuses?.(kind, -1) === null ? -taken.value : taken.value;
    const id = operations.length + 1;
    const current = ends[taken.owner];
    operations.push({ id, kind, value, owner: taken.owner, nowUs: taken.nowUs, before: current?.seen ?? new Set() });
    const minting = {
      ...{ kind, current: current?.cell, context: EMPTY_VECTOR, operation: id, value, tombstone, valueBytes: 1 },
      ...{ nowUs: taken.nowUs, coordinator: taken.owner, actor: taken.owner },
    };
    const minted = policy.mint(minting);
    store(taken.owner, minted, new Set([id]));
    const delta = policy.delta?.(minting, minted);
    if (delta !== undefined && !dropped(id)) store((taken.owner + 1) % OWNERS, delta, new Set(seenByDelta(delta, operations)));
  }
  return { operations, stored, cells, ends };
}

/** The operations whose events a delta knows: its own, and those that it builds on. */
function seenByDelta(delta: Cell, operations: readonly Operation[]): number[] {
  const counts = new Array<number>(OWNERS).fill(0);
  return operations.filter(({ owner }) => hasSeen(delta, owner, ++counts[owner])).map(({ id }) => id);
}
