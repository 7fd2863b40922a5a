import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, answerBytes, digestsOf, examine, STATE_STEP, type States, statesFor, synBytes } from './exchange.ts';
import { PeerTable } from './peer-table.ts';

type Known = readonly (readonly [generation: number, version: number])[];

function tableOf(known: Known): PeerTable {
  const table = PeerTable.unknown(known.length, 0, 2_000_000);
  table.generations = Int32Array.from(known, ([generation]) => generation);
  table.versions.set(known.map(([, version]) => version));
  return table;
}

const knownBy = (table: PeerTable): Known => Array.from(table.generations, (generation, peer) => [generation, table.versions[peer]]);
const wantedOf = ({ wanted }: Answer): number[][] => chunks(wanted, 3);
const chunks = (list: Int32Array, step: number): number[][] => Array.from({ length: list.length / step }, (_, i) => [...list.slice(i * step, i * step + step)]);

/** Takes states in, as a node does. */
function take(table: PeerTable, states: States): void {
  for (const [peer, generation, version] of chunks(states, STATE_STEP)) {
    if (generation < table.generations[peer] || (generation === table.generations[peer] && version <= table.versions[peer])) continue;
    table.generations = table.generations.with(peer, generation);
    table.versions[peer] = version;
  }
}

const join = (a: Known, b: Known): Known => a.map((mine, peer) => (mine[0] > b[peer][0] || (mine[0] === b[peer][0] && mine[1] > b[peer][1]) ? mine : b[peer]));

describe('Syn, Ack and Ack2', () => {
  it('ask of the documents’ third node only what is above version 8, and send only that (facts A13.3)', () => {
    const initiator = tableOf([
      [5, 23],
      [3, 41],
      [7, 10],
    ]);
    const receiver = tableOf([
      [5, 23],
      [3, 41],
      [7, 8],
    ]);
    const ack = examine(receiver, digestsOf(initiator));
    expect([...ack.states]).toEqual([]);
    expect(wantedOf(ack)).toEqual([[2, 7, 8]]);
    expect(chunks(statesFor(initiator, ack.wanted), STATE_STEP)).toEqual([[2, 7, 10, 8]]);
    expect(answerBytes(ack.states, ack.wanted)).toBe(32 + 15);
    expect(answerBytes(statesFor(initiator, ack.wanted), new Int32Array(0))).toBe(32 + 19);
  });

  it('send at once where the receiver knows more, and only the difference', () => {
    const ack = examine(tableOf([[7, 10]]), digestsOf(tableOf([[7, 8]])));
    expect(chunks(ack.states, STATE_STEP)).toEqual([[0, 7, 10, 8]]);
    expect(wantedOf(ack)).toEqual([]);
  });

  it('ask for the whole state where the generation is higher or the node unknown, and send it whole where it is lower', () => {
    const newer = tableOf([
      [8, 2],
      [4, 9],
    ]);
    const older = tableOf([
      [7, 50],
      [0, 0],
    ]);
    const asked = examine(older, digestsOf(newer));
    expect(wantedOf(asked)).toEqual([
      [0, 8, 0],
      [1, 4, 0],
    ]);
    const sent = statesFor(newer, asked.wanted);
    expect(chunks(sent, STATE_STEP)).toEqual([
      [0, 8, 2, -1],
      [1, 4, 9, -1],
    ]);
    expect(answerBytes(sent, new Int32Array(0))).toBe(32 + 200);
    expect(chunks(examine(newer, digestsOf(older)).states, STATE_STEP)).toEqual(chunks(sent, STATE_STEP));
  });

  it('list every node in 15 bytes each: 1 KB at 66 nodes, 15 KB at 1,000, 75 KB at 5,000 (facts A3.5)', () => {
    expect([66, 1000, 5000].map((nodes) => synBytes(nodes) - 32)).toEqual([990, 15_000, 75_000]);
  });

  it('leave both ends with the newer of every state, whatever they knew, and tell nothing twice', () => {
    const entry = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 4 })).map(([g, v]) => [g, g === 0 ? 0 : v] as const);
    const pairs = fc.array(fc.tuple(entry, entry), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(pairs, (both) => {
        const a = both.map(([mine]) => mine);
        const b = both.map(([, theirs]) => theirs);
        const initiator = tableOf(a);
        const receiver = tableOf(b);
        const ack = examine(receiver, digestsOf(initiator));
        take(initiator, ack.states);
        const ack2 = statesFor(initiator, ack.wanted);
        take(receiver, ack2);
        expect(knownBy(initiator)).toEqual(join(a, b));
        expect(knownBy(receiver)).toEqual(join(a, b));
        const differing = a.filter(([g, v], i) => g !== b[i][0] || v !== b[i][1]).length;
        expect((ack.states.length + ack2.length) / STATE_STEP).toBe(differing);
        expect(examine(receiver, digestsOf(initiator))).toEqual({ states: new Int32Array(0), wanted: new Int32Array(0) });
        expect(initiator.hash()).toBe(receiver.hash());
      }),
    );
  });
});
