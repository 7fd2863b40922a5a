/** A command in a few words: what names a branch by what was done in it. */
import type { Command } from '../scenario/scenario.ts';
import { valueText } from './sentences.ts';

export function commandText(command: Command): string {
  switch (command.type) {
    case 'increment':
      return `${command.client} counts ${command.key} by ${command.by}`;
    case 'write':
    case 'add':
    case 'remove':
    case 'resolve':
      return `${command.client} ${command.type}s ${valueText(command.value)}`;
    case 'read':
    case 'delete':
      return `${command.client} ${command.type}s ${command.key}`;
    case 'crash':
      return `${command.replica} crashed`;
    case 'restart':
      return `${command.replica} up again`;
    case 'partition':
      return `cut ${command.groups.map((group) => (group.length > 4 ? `${group.length}` : group.join(''))).join(' | ')}`;
    case 'heal':
      return 'healed';
    case 'cut':
    case 'mend':
      return `${command.type} ${command.from}–${command.to}`;
    case 'slow':
      return `${command.replica ?? `${command.from}–${command.to}`} ${command.factor}× slower`;
    case 'link':
      return `link ${command.from}–${command.to}`;
    case 'drop':
    case 'duplicate':
    case 'delay':
    case 'deliver':
      return `${command.type} a message`;
    case 'skew-clock':
      return `${command.replica}’s clock ${command.byMs > 0 ? '+' : '−'}${Math.abs(command.byMs)} ms`;
    case 'repair':
      return `${command.from} compares with ${command.to}`;
    case 'compact':
      return `${command.replica} compacts`;
    case 'scrub':
      return `${command.replica} scrubs`;
    case 'corrupt':
      return `${command.key} rots on ${command.replica}`;
    case 'lie':
      return `${command.replica} lies about ${command.key}`;
    case 'join':
      return `${command.replica} joins`;
    case 'leave':
      return `${command.replica} leaves`;
    case 'replace':
      return `${command.with} replaces ${command.replica}`;
    case 'split-range':
      return `range split at ${command.at}`;
    case 'merge-range':
      return `ranges merged at ${command.at}`;
    case 'set':
      return `${command.path.split('.')[0]} ${typeof command.value === 'boolean' ? (command.value ? 'on' : 'off') : String(command.value)}`;
  }
}
