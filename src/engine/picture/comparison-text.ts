/** What the messages of a comparison say, in few words: how many hashes of which level, and which keys are left in question. */
import type { FoldFacts } from '../folds/fold.ts';
import type { Message } from '../message.ts';
import type {
  DifferencesPayload,
  DigestAnswerPayload,
  DigestPayload,
  HashesPayload,
  KeysPayload,
  LogEntriesPayload,
  ReturnPayload,
  TreePayload,
} from '../protocols/index.ts';
import { keysBelow } from './comparison-trees.ts';
import type { ComparedTree } from './comparison-view.ts';

const NAMES = 2;

export interface Said {
  readonly level: number | null;
  readonly hashes: number;
  readonly keys: number;
  readonly text: string;
  readonly different: boolean;
}

function some(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** `k7`, `k7 and k9`, `12 keys`. */
function keyText(names: readonly string[], count: number): string {
  if (count === 0) return 'no key';
  return count <= NAMES && names.length === count ? names.join(' and ') : some(count, 'key', 'keys');
}

export function saidIn(facts: FoldFacts, message: Message, trees: readonly ComparedTree[]): Said {
  const carried = keyText(
    message.cells.slice(0, NAMES + 1).map(({ key }) => facts.keys.name(key)),
    message.cells.length,
  );
  const said = { level: null, hashes: 0, keys: message.cells.length, different: false };
  switch (message.type) {
    case 'merkle-hashes': {
      const { level, trees: asked } = message.payload as HashesPayload;
      const hashes = asked.reduce((sum, tree) => sum + tree.hashes.length / 2, 0);
      return { ...said, level, hashes, text: some(hashes, 'hash', 'hashes') };
    }
    case 'version-digest': {
      const { digests } = message.payload as DigestPayload;
      return { ...said, keys: digests.length, text: `names the versions of ${some(digests.length, 'key', 'keys')}` };
    }
    case 'version-answer': {
      const { wanted } = message.payload as DigestAnswerPayload;
      const asks = wanted.length === 0 ? '' : `, asks for ${some(wanted.length, 'key', 'keys')}`;
      return { ...said, text: `returns ${carried}${asks}`, different: message.cells.length + wanted.length > 0 };
    }
    case 'log-request':
      return { ...said, text: 'asks what came since' };
    case 'log-entries': {
      const { reaches } = message.payload as LogEntriesPayload;
      return { ...said, text: reaches ? carried : 'the log does not reach back', different: message.cells.length > 0 };
    }
    case 'merkle-request':
      return { ...said, text: 'asks for the whole tree' };
    case 'merkle-tree': {
      const hashes = (message.payload as TreePayload).trees.reduce((sum, { words }) => sum + words.length / 2, 0);
      return { ...said, hashes, text: some(hashes, 'hash', 'hashes') };
    }
    case 'merkle-differences':
      return { ...said, ...answerText(facts, message.payload as DifferencesPayload, trees) };
    case 'merkle-keys': {
      const { keys } = message.payload as KeysPayload;
      return { ...said, keys: keys.length, text: `lists ${some(keys.length, 'key', 'keys')}` };
    }
    case 'merkle-return': {
      const { differing } = message.payload as ReturnPayload;
      return { ...said, text: message.cells.length === 0 ? `${differing} differed` : `returns ${carried}`, different: differing > 0 };
    }
    default:
      return { ...said, text: message.type === 'full-state' && message.cells.length > NAMES ? `all ${carried}` : carried };
  }
}

function answerText(facts: FoldFacts, answer: DifferencesPayload, trees: readonly ComparedTree[]): Partial<Said> & { readonly text: string } {
  if (answer.level === null) {
    const keys = [...answer.differing, ...answer.missing];
    const names = keys.slice(0, NAMES).map((key) => facts.keys.name(key));
    return { keys: keys.length, text: keys.length === 0 ? 'no key differs' : keyText(names, keys.length), different: keys.length > 0 };
  }
  const { level } = answer;
  const nodes = answer.trees.reduce((sum, tree) => sum + tree.nodes.length, 0);
  if (nodes === 0) return { level, text: 'all equal' };
  const below = answer.trees.map((found) => {
    const tree = trees.find(({ ownerSet }) => ownerSet === found.ownerSet);
    return tree === undefined ? null : keysBelow(tree, level, found.nodes);
  });
  const known = below.flatMap((keys) => (keys === null ? [] : [keys]));
  const asked = trees.reduce((sum, tree) => sum + tree.levels[level].asked, 0);
  if (known.length < below.length || known.every(({ count }) => count === 0))
    return { level, text: `${nodes} of ${some(asked, 'node', 'nodes')}`, different: true };
  const names = known.flatMap((keys) => keys.names);
  const count = known.reduce((sum, keys) => sum + keys.count, 0);
  return { level, text: keyText(names, count), different: true };
}
