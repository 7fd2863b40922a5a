/** What the format has and the engine has not yet: refused by name, never ignored; a mistake elsewhere in the document is told first. */
import { describe, expect, it } from 'vitest';
import { parseCommand, parseCondition, parseScenario } from './parse.ts';

const v = (more: object) => ({ version: 1, ...more });
/** A script of one command at 0. */
const w = (command: unknown) => v({ script: [{ atMs: 0, command }] });

const table: readonly (readonly [document: unknown, path: string])[] = [
  [v({ placement: { bootstrapBytesPerSec: 1 } }), '$.placement.bootstrapBytesPerSec'],
  [v({ placement: { pauseRepairWhileMoving: false } }), '$.placement.pauseRepairWhileMoving'],
  [w({ type: 'join', replica: 'D' }), '$.script[0].command.type'],
  [w({ type: 'leave', replica: 'A' }), '$.script[0].command.type'],
  [w({ type: 'replace', replica: 'A', with: 'D' }), '$.script[0].command.type'],
  [w({ type: 'split-range', at: 5 }), '$.script[0].command.type'],
  [w({ type: 'merge-range', at: 5 }), '$.script[0].command.type'],
  [v({ stop: { when: { commanded: 'join' } } }), '$.stop.when.commanded'],
];

describe('what is not available yet', () => {
  it.each(table)('refuses %j at %s', (document, path) => {
    const parsed = parseScenario(document);
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.path).toBe(path);
    expect(parsed.message).toMatch(/ is .* not available yet/);
  });

  it('says its sentence in full', () => {
    expect(parseScenario(v({ placement: { pauseRepairWhileMoving: false } }))).toMatchObject({
      message: '$.placement.pauseRepairWhileMoving is false, which is not available yet: only the default, true, is',
    });
  });

  it('accepts the default of such a field when it is written out', () => {
    expect(parseScenario(v({ store: { signatures: false, perKey: {} }, membership: { detector: 'off' }, literal: [] })).ok).toBe(true);
  });

  it('tells a mistake elsewhere in the document first', () => {
    expect(parseScenario(v({ store: { signatures: true }, gossip: { intervalMs: 0 } }))).toMatchObject({ path: '$.gossip.intervalMs' });
    expect(parseScenario(v({ membership: { detector: 'swim' }, placement: { pin: { x: ['Z'] } } }))).toMatchObject({ path: '$.placement.pin.x[0]' });
  });

  it('lets a script name a replica from when it joins, and only from then', () => {
    const script = (joinMs: number) => ({
      version: 1,
      script: [
        { atMs: 500, command: { type: 'crash', replica: 'D' } },
        { atMs: joinMs, command: { type: 'join', replica: 'D' } },
      ],
    });
    expect(parseScenario(script(100))).toMatchObject({ path: '$.script[1].command.type', message: expect.stringContaining('not available yet') });
    expect(parseScenario(script(900))).toMatchObject({ path: '$.script[0].command.replica', message: expect.stringContaining('no replica') });
  });

  it('refuses such commands and conditions by themselves too', () => {
    const parsed = parseScenario({ version: 1 });
    if (!parsed.ok) throw new Error(parsed.message);
    expect(parseCommand({ type: 'leave', replica: 'A' }, parsed.scenario)).toMatchObject({ ok: false, path: '$.type' });
    expect(parseCondition({ violation: 'linearizability' })).toMatchObject({ ok: false, path: '$.violation' });
  });
});
