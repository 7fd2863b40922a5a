/** Replicas that come and go, for one random document in four: up to three joins, leaves and replacements in the first half, and clients that use the newcomers. */
import type { Json } from '../../engine/versions/version.ts';
import { Dice } from './dice.ts';
import { AS_THEY_WERE, type FuzzDocument } from './random-times.ts';

/** Apart from every other choice of a document, so that the documents of earlier seeds stay as they were. */
const RING = 0x71a6;
/** Of sixteen seeds; those that once failed are among the others. */
const CHOSEN = [3, 7, 10, 15];
/** All of it begins before; it is over before the calm ends, or shortly after. */
const LAST_MS = 1600;

interface Step {
  readonly atMs: number;
  readonly command: { readonly type: string; readonly path?: string };
}

interface NodeSettings {
  readonly serviceMs?: number;
  readonly queueLimit?: number;
}

/** The document with changes of the ring, or as it was. */
export function withRingChanges(document: FuzzDocument): FuzzDocument {
  if (!CHOSEN.includes(document.seed % 16)) return document;
  const dice = new Dice(document.seed ^ RING);
  const isThrottled = dice.chance(0.3);
  const names = (document.replicas as readonly { readonly id: string }[]).map(({ id }) => id);
  const added: Step[] = [];
  const joined: string[] = [];
  let leaving = names.length - 2;
  for (let i = dice.whole(1, 3); i > 0; i--) {
    const atMs = dice.whole(0, LAST_MS / 10) * 10;
    const kind = dice.pick(['join', 'join', 'leave', 'replace', 'split-range']);
    const fresh = `N${joined.length + 1}`;
    const replica = dice.pick(names);
    if (kind === 'split-range')
      added.push({ atMs, command: command({ type: dice.pick(['split-range', 'merge-range']), at: dice.whole(0, 3) * 1_000_000_000 }) });
    else if (kind === 'leave') {
      if (leaving-- > 0) added.push({ atMs, command: command({ type: 'leave', replica }) });
    } else {
      joined.push(fresh);
      if (kind === 'replace') added.push({ atMs: Math.max(0, atMs - 300), command: command({ type: 'crash', replica, lose: dice.pick(['nothing', 'disk']) }) });
      added.push({ atMs, command: kind === 'join' ? command({ type: 'join', replica: fresh }) : command({ type: 'replace', replica, with: fresh }) });
      const key = `k${dice.whole(0, 3)}`;
      added.push({
        atMs: dice.whole(atMs / 10, 260) * 10,
        command: command({ type: dice.pick(['write', 'read']), client: 'newcomer', via: fresh, key, value: i }),
      });
    }
  }
  const steps = added.map((step) => {
    const { type, value, ...rest } = step.command as { readonly type: string; readonly value?: Json };
    return type === 'read' ? { ...step, command: { type, ...rest } } : { ...step, command: type === 'write' ? { type, ...rest, value } : step.command };
  });
  // Thirty intervals pass before data moves: short ones, or the calm would not be long enough.
  const quick = { ...(document.membership as object), intervalMs: 20, swim: { probeTimeoutMs: 8, indirectProbes: 1, suspicionMultiplier: 4 } };
  const script = (document.script as readonly Step[]).filter(({ command: { path } }) => path?.startsWith('membership.') !== true);
  const placement = { ...(document.placement as object), bootstrapBytesPerSec: isThrottled ? 200_000 : null, pauseRepairWhileMoving: dice.chance(0.5) };
  const isNamed = AS_THEY_WERE.includes(document.seed);
  // Nor are short intervals to fill queues, small or slow: what is lost after the faults are over is a failure.
  const roomy = (node: NodeSettings): NodeSettings => ({ ...node, queueLimit: 10_000, ...(isNamed ? {} : { serviceMs: Math.min(node.serviceMs ?? 0, 0.2) }) });
  const replicas = (document.replicas as readonly { readonly node?: NodeSettings }[]).map(({ node, ...spec }) =>
    node === undefined ? spec : { ...spec, node: roomy(node) },
  );
  const node = document.node === undefined ? {} : { node: roomy(document.node as NodeSettings) };
  return { ...document, ...node, replicas, membership: quick, placement, script: [...steps, ...script] };
}

function command(fields: { readonly type: string; readonly [name: string]: Json }): Step['command'] {
  return fields;
}
