/** Bit rot in a copy that nobody reads (documents, 004: "Merkle trees detect mismatch"; errata E004-05): served and spread without checksums; found by a scrub with them. */
import type { Json } from '../versions/version.ts';
import type { Preset } from './preset.ts';

function rot(title: string, store: { readonly [name: string]: Json }, antiEntropy: { readonly [name: string]: Json }): { readonly [name: string]: Json } {
  return {
    version: 1,
    title,
    data: { keys: 64 },
    store,
    antiEntropy: { mechanism: 'merkle', intervalMs: 2000, branching: 4, depth: 3, ...antiEntropy },
    script: [{ atMs: 7000, command: { type: 'corrupt', replica: 'B', key: 'k7' } }],
    stop: { atMs: 20_000 },
  };
}

const spreadTitle = 'Bit rot that spreads';

export const bitRotSpreads: Preset = {
  title: spreadTitle,
  summary:
    'Without checksums a rotten value is as good as any. Trees that are built anew find that B differs, and the rotten value wins the tie: the repair carries it to the others.',
  startMs: 6500,
  scenario: rot(spreadTitle, { checksums: false }, { maintenance: 'rebuild' }),
};

const scrubbedTitle = 'Bit rot found by a scrub';

export const bitRotScrubbed: Preset = {
  title: scrubbedTitle,
  summary:
    'With checksums the rotten copy cannot be read, but trees that follow writes do not know: three comparisons find nothing. The scrub drops the copy, and the next comparison brings a good one.',
  startMs: 6500,
  scenario: rot(scrubbedTitle, { scrubIntervalMs: 13_000 }, {}),
};
