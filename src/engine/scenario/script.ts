/** The script: its repeats written out in order of time, and every command checked against the replicas that exist when it is given. */
import { checkLatency, checkReplica, checkTwice } from './checks.ts';
import { MAX_LINES } from './document.ts';
import { MAX_MS } from './kinds.ts';
import { applyKnob } from './knobs.ts';
import type { Command, Scenario, ScriptLine } from './scenario.ts';
import { BadValue, grouped } from './schema.ts';

export interface ScriptStep {
  readonly atMs: number;
  /** Once so many events of that instant have happened. */
  readonly after: number;
  readonly command: Command;
  /** Which line of `scenario.script` it comes from. */
  readonly line: number;
}

/** The script with its repeats written out (`times` counts the first), by time, then `after`, then the order written. */
export function expandScript(scenario: { readonly script: readonly ScriptLine[] }): readonly ScriptStep[] {
  const steps: ScriptStep[] = [];
  scenario.script.forEach((line, index) => {
    const times = line.repeat?.times ?? 1;
    const everyMs = line.repeat?.everyMs ?? 0;
    const at = `$.script[${index}]`;
    if (steps.length + times > MAX_LINES) throw new BadValue(at, `${at} makes the script longer than allowed; at most 10,000 lines are, repeats counted`);
    for (let nth = 0; nth < times; nth++) {
      const atMs = Math.round((line.atMs + nth * everyMs) * 1000) / 1000;
      if (atMs > MAX_MS) throw new BadValue(`${at}.repeat`, `${at}.repeat goes on past ${grouped(MAX_MS)} ms (30 days), the longest simulated time`);
      steps.push({ atMs, after: line.after, command: line.command, line: index });
    }
  });
  // Stable: steps of one moment stay in the order written.
  return steps.sort((a, b) => a.atMs - b.atMs || a.after - b.after);
}

/** Throws `BadValue` at the first command that names a replica which does not exist then, or that cannot mean anything. */
export function checkScript(scenario: Scenario, known: Set<string>): void {
  let settings = scenario;
  const checked = new Set<number>();
  for (const step of expandScript(scenario)) {
    if (checked.has(step.line) && step.command.type !== 'set') continue;
    checked.add(step.line);
    const at = `$.script[${step.line}].command`;
    settings = checkCommand(step.command, at, known, settings);
    const arrives = arrival(step.command);
    if (arrives !== null) known.add(arrives);
  }
}

/** Joining is in the format, not yet in the type: who joins by this command. */
function arrival(command: { readonly type: string }): string | null {
  const given = command as { readonly type: string; readonly replica?: string; readonly with?: string };
  if (given.type === 'join') return given.replica ?? null;
  return given.type === 'replace' ? (given.with ?? null) : null;
}

/** Throws `BadValue`; returns the settings after the command, which only `set` changes. */
export function checkCommand(command: Command, at: string, known: ReadonlySet<string>, settings: Scenario): Scenario {
  const named = command as { readonly type: string; readonly via?: string; readonly replica?: string; readonly from?: string; readonly to?: string };
  for (const field of ['via', 'replica', 'from', 'to'] as const) {
    const name = named[field];
    if (name !== undefined && !(field === 'replica' && named.type === 'join')) checkReplica(name, `${at}.${field}`, known, settings);
  }
  if (named.from !== undefined && named.from === named.to)
    throw new BadValue(`${at}.to`, `${at}.to is ${JSON.stringify(named.to)}, the same as "from"; it must be another replica`);
  switch (command.type) {
    case 'partition': {
      const seen = new Set<string>();
      command.groups.forEach((group, index) => {
        group.forEach((name, nth) => {
          checkReplica(name, `${at}.groups[${index}][${nth}]`, known, settings);
        });
        checkTwice(group, `${at}.groups[${index}]`, 'the groups of a partition', seen);
      });
      return settings;
    }
    case 'slow': {
      const link = command.from !== undefined && command.to !== undefined;
      const half = (command.from !== undefined) !== (command.to !== undefined);
      if (half || link === (command.replica !== undefined)) throw new BadValue(at, `${at} must name either "replica", or both "from" and "to"`);
      return settings;
    }
    case 'link':
      if (command.latencyMs !== undefined) checkLatency(command.latencyMs, `${at}.latencyMs`);
      return settings;
    case 'set':
      return applyKnob(settings, command.path, command.value, at);
    default:
      return settings;
  }
}
