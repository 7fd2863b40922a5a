/** What the format has and the engine has not yet: refused by name, never ignored; a mistake elsewhere in the document is told first. */
import { describe, expect, it } from 'vitest';
import { parseCondition, parseScenario } from './parse.ts';

const v = (more: object) => ({ version: 1, ...more });
/** A script of one command at 0. */
const w = (command: unknown) => v({ script: [{ atMs: 0, command }] });

const table: readonly (readonly [document: unknown, path: string])[] = [
  [v({ replicas: [{ id: 'A', region: 'eu' }] }), '$.replicas[0].region'],
  [v({ replicas: [{ id: 'A', rack: 'r1' }] }), '$.replicas[0].rack'],
  [v({ node: { diskBytesPerSec: 1e6 } }), '$.node.diskBytesPerSec'],
  [v({ network: { bandwidthBytesPerSec: 1e6 } }), '$.network.bandwidthBytesPerSec'],
  [v({ network: { links: [{ from: 'A', to: 'B', bandwidthBytesPerSec: 1e6 }] } }), '$.network.links[0].bandwidthBytesPerSec'],
  [v({ network: { regionLatencyMs: 80 } }), '$.network.regionLatencyMs'],
  [v({ network: { regionCostPerGiB: 1 } }), '$.network.regionCostPerGiB'],
  [v({ placement: { replicationFactor: { eu: 3 } } }), '$.placement.replicationFactor'],
  [v({ coordination: { read: 'local-one' } }), '$.coordination.read'],
  [v({ coordination: { read: 'local-quorum' } }), '$.coordination.read'],
  [v({ coordination: { write: 'each-quorum' } }), '$.coordination.write'],
  [v({ coordination: { causalReads: true } }), '$.coordination.causalReads'],
  [v({ antiEntropy: { regionBytesPerSec: 1000 } }), '$.antiEntropy.regionBytesPerSec'],
  [v({ workload: [{ perSec: 1, via: 'nearest' }] }), '$.workload[0].via'],
  [v({ workload: [{ perSec: 1, via: 'sticky' }] }), '$.workload[0].via'],
  [w({ type: 'link', from: 'A', to: 'B', bandwidthBytesPerSec: 5 }), '$.script[0].command.bandwidthBytesPerSec'],
  [v({ stop: { when: { violation: 'linearizability' } } }), '$.stop.when.violation'],
  [v({ literal: ['E001-17'] }), '$.literal'],
  [v({ stop: { when: { compare: 'messages.bytes', lane: 2, atMostTimesLane1: 0.1 } } }), '$.stop.when'],
];

describe('what is not available yet', () => {
  it.each(table)('refuses %j at %s', (document, path) => {
    const parsed = parseScenario(document);
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.path).toBe(path);
    expect(parsed.message).toMatch(/ is .* not available yet/);
  });

  it('says its sentence in full', () => {
    expect(parseScenario(v({ coordination: { causalReads: true } }))).toMatchObject({
      message: '$.coordination.causalReads is true, which is not available yet: only the default, false, is',
    });
  });

  it('accepts the default of such a field when it is written out', () => {
    expect(parseScenario(v({ store: { signatures: false, perKey: {} }, membership: { detector: 'off' }, literal: [] })).ok).toBe(true);
  });

  it('tells a mistake elsewhere in the document first', () => {
    expect(parseScenario(v({ store: { signatures: true }, gossip: { intervalMs: 0 } }))).toMatchObject({ path: '$.gossip.intervalMs' });
    expect(parseScenario(v({ membership: { detector: 'swim' }, placement: { pin: { x: ['Z'] } } }))).toMatchObject({ path: '$.placement.pin.x[0]' });
  });

  it('refuses such conditions by themselves too', () => {
    expect(parseCondition({ compare: 'messages.bytes', lane: 2 })).toMatchObject({ ok: false, path: '$' });
  });
});
