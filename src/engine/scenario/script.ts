/** The script: its repeats written out in order of time, and every command checked against the replicas that exist when it is given. */
import { checkLatency, checkName, checkReplica, checkTwice } from './checks.ts';
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
    if (arrives !== null) {
      checkNewcomer(arrives, `${at}.${step.command.type === 'join' ? 'replica' : 'with'}`, known);
      known.add(arrives);
    }
  }
}

/** Who joins by this command. */
function arrival(command: Command): string | null {
  if (command.type === 'join') return command.replica;
  return command.type === 'replace' ? command.with : null;
}

/** The replicas that join by these commands, or are to. */
export function arrivals(commands: readonly Command[]): readonly string[] {
  return commands.flatMap((command) => arrival(command) ?? []);
}

/** A replica that joins is a new one: who left does not come back, and nobody is named as one of the rules. */
export function checkNewcomer(name: string, at: string, known: ReadonlySet<string>): void {
  if (known.has(name)) throw new BadValue(at, `${at} is ${JSON.stringify(name)}, which is or was a replica; it must be a name that no replica had`);
  checkName(name, at);
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
    case 'join':
      checkName(command.replica, `${at}.replica`);
      return settings;
    case 'replace':
      checkName(command.with, `${at}.with`);
      if (command.with === command.replica)
        throw new BadValue(`${at}.with`, `${at}.with is ${JSON.stringify(command.with)}, the one it is to replace; it must be a new replica`);
      return settings;
    case 'set':
      return applyKnob(settings, command.path, command.value, at);
    default:
      return settings;
  }
}
