/** What the inspector says of a thing holds in the run: checked against snapshots and records at every step. */
import { describe, expect, it } from 'vitest';
import { operationRows } from '../operation-rows.ts';
import { presetSteps, randomDocument, stepsOf } from '../run-fixture.ts';
import { headOf } from './head.ts';
import { classesOf, conditionsOf, copiesOf, hintsOf, keyFacts, waitsOf } from './replica-facts.ts';
import { causeOf, linkFacts, messageFacts, operationRecords, timeOfEvent } from './trace-facts.ts';

describe('the facts of a replica', () => {
  it.each([0, 1, 3])('say for every copy whether something is missing, and name no version that is not there (seed %i)', (seed) => {
    for (const { snapshot, records } of stepsOf(randomDocument(seed), 200)) {
      const rows = operationRows({ event: snapshot.event, clients: snapshot.clients, records, recordsFrom: 0 });
      for (const replica of snapshot.replicas)
        for (const fact of keyFacts(replica, snapshot, rows, true)) {
          expect(fact.missing === 'nothing').toBe(fact.cell.stale === 0);
          for (const { number } of fact.newest ?? []) {
            const written = rows.find((row) => row.view.key === fact.key && row.number === number);
            if (number > 0) expect(written?.outcome).toBe('ok');
          }
        }
    }
  });

  it('put equal copies together, each replica once', () => {
    for (const { snapshot } of stepsOf(randomDocument(5), 200)) {
      const copies = copiesOf(snapshot, 'k0');
      const classes = classesOf(copies);
      expect(classes.flatMap((one) => one.replicas).sort()).toEqual(copies.map((one) => one.replica.id).sort());
    }
  });

  it('count every hint that is kept, for whom', () => {
    let kept = 0;
    for (const { snapshot } of presetSteps('healed-by-hints'))
      for (const replica of snapshot.replicas) {
        const hints = hintsOf(replica);
        expect(hints.reduce((sum, one) => sum + one.count, 0)).toBe(replica.hints.length);
        kept += replica.hints.length;
      }
    expect(kept).toBeGreaterThan(0);
  });

  it('say what comes next first, and nothing for one that is crashed', () => {
    for (const { snapshot } of stepsOf(randomDocument(6), 200))
      for (const replica of snapshot.replicas) {
        const waits = waitsOf(replica, snapshot.atUs);
        expect(waits.map((one) => one.inUs)).toEqual(waits.map((one) => one.inUs).sort((a, b) => a - b));
        if (!replica.up) expect(waits).toEqual([]);
      }
  });

  it('name a fast clock', () => {
    const [first] = presetSteps('fast-clock-loses-a-write', 1);
    expect(conditionsOf(first!.snapshot.replicas[0]!)[0]).toBe('Its clock is 1 s ahead.');
    expect(conditionsOf(first!.snapshot.replicas[1]!)).toEqual([]);
  });
});

describe('the facts of a message', () => {
  it('follow it from its sending to its end, and never past the moment shown', () => {
    const steps = [...stepsOf(randomDocument(3), 150)];
    const seen = steps.at(-1)!.records;
    for (const { snapshot } of steps) {
      for (const message of snapshot.messages) expect(messageFacts(snapshot, seen, message.address)?.state).toBe('on its way');
      const later = seen.find((record) => record.type === 'message-sent' && record.event > snapshot.event);
      const flying = snapshot.messages.some((one) => one.address === later?.message?.address);
      if (later !== undefined && !flying) expect(messageFacts(snapshot, seen, later.message!.address)).toMatchObject({ state: 'not sent yet', end: null });
    }
  });

  it('name its cause by its address', () => {
    expect(causeOf('phone#3/A>B:write')).toEqual({ text: 'phone’s operation 3', selection: { type: 'operation', client: 'phone', n: 3 } });
    expect(causeOf('A.hint-replay~2@12/A>B:hint').text).toBe('A’s hint replay timer, tick 12');
    expect(causeOf('command#2/A>B:merkle-hashes')).toEqual({ text: 'command 2 of this run', selection: null });
  });
});

describe('the facts of a link', () => {
  it('say for each direction what the run says', () => {
    for (const { snapshot } of presetSteps('partition-healed-by-gossip', 150)) {
      const ways = linkFacts(snapshot, 'A', 'C');
      const apart = snapshot.groups.length > 1;
      expect(ways.map((way) => way.state === 'partitioned')).toEqual([apart, apart]);
      expect(ways[0]?.messages).toEqual(snapshot.messages.filter((one) => one.from === 'A' && one.to === 'C'));
    }
  });
});

describe('the facts of an operation', () => {
  it('list its messages in order and nothing after the moment', () => {
    const steps = [...stepsOf(randomDocument(1), 150)];
    const { records } = steps.at(-1)!;
    for (const { snapshot } of steps) {
      const mine = operationRecords(records, 'phone', 1, snapshot.event);
      expect(mine.every((record) => record.event <= snapshot.event)).toBe(true);
      const sent = records.filter((one) => one.type === 'message-sent' && one.event <= snapshot.event && one.message?.address.startsWith('phone#1/'));
      expect(mine.filter((record) => record.type === 'message-sent')).toEqual(sent);
    }
  });

  it('find the time of an event that is held, and of no other', () => {
    const { records } = [...stepsOf(randomDocument(1), 100)].at(-1)!;
    for (const record of records) expect(timeOfEvent(records, record.event)).toBe(record.atUs);
    expect(timeOfEvent(records, 100_000)).toBeNull();
  });
});

describe('the head of the inspector', () => {
  it('states each kind of thing in words', () => {
    const steps = [...presetSteps('partition-healed-by-gossip', 60)];
    const { snapshot, records } = steps.findLast((step) => step.snapshot.groups.length > 1)!;
    const context = { snapshot, records, recordsFrom: 0, tUs: snapshot.atUs, shownKey: 'cart' };
    expect(headOf(context, { type: 'replica', id: 'C' })).toMatchObject({ name: 'C', state: 'up, side 2' });
    expect(headOf(context, { type: 'link', a: 'A', b: 'C' })).toMatchObject({ state: 'partitioned', sentence: 'Nothing passes between A and C.' });
    expect(headOf(context, { type: 'key', key: 'cart' }).state).toMatch(/^5 copies/);
    expect(headOf(context, { type: 'operation', client: 'phone', n: 1 })).toMatchObject({ state: 'ok', name: 'phone#1' });
    expect(headOf(context, { type: 'event', event: 99_999 })).toMatchObject({ state: 'not held here' });
  });
});
