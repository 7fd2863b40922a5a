/** E002-31: the documents' hash of a key, 31 times what came before plus the next character, over the key and its version with nothing between. */
import type { TreeSettings } from '../merkle/base-trees.ts';
import type { LiteralId } from './bugs.ts';

export function literalTrees(settings: TreeSettings, literal: readonly LiteralId[]): TreeSettings {
  return literal.includes('E002-31') ? { ...settings, leafContent: ['key', 'version'], hash: 'weak-32', separator: '' } : settings;
}
