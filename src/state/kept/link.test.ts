import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64url, bytesOf, deflated, inflated } from './deflate.ts';
import { carried, cluster, runOf } from './kept-fixture.ts';
import { LINK_PREFIX, linkOf, MAX_ADDRESS, recordOfLink } from './link.ts';
import type { RunRecord } from './record.ts';
import { checksumOf } from './sealed.ts';

async function codeOf(record: RunRecord): Promise<string> {
  const link = await linkOf(record);
  if (!link.ok) throw new Error(link.reason);
  return link.code;
}
/** A run whose commands take so much room. */
const withCommands = (count: number): RunRecord => ({
  ...runOf(1),
  scenario: cluster,
  commands: Array.from({ length: count }, (_, nth) => ({
    atMs: nth * 7.001,
    after: 0,
    command: { type: 'write', client: `c${(nth * 7919) % 997}`, key: `k${(nth * 104729) % 9973}`, value: nth },
  })),
});
/** As `linkOf` seals what is given, whatever it is. */
async function sealedCode(packed: unknown, format = '1'): Promise<string> {
  const body = base64url(await deflated(typeof packed === 'string' ? packed : JSON.stringify(packed)));
  const length = body.length.toString(36);
  return `${format}.${length}.${checksumOf(`${format}.${length}.${body}`)}.${body}`;
}

describe('a link to a run', () => {
  it('brings back scenario, commands, cursor and views as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const record = runOf(seed, 6);
        const link = await linkOf(record);
        if (!link.ok) return;
        expect(await recordOfLink(link.code)).toEqual({ ok: true, record: carried(record), warnings: [] });
      }),
      { numRuns: 150 },
    );
  });

  it('is made again from what it brought, letter for letter', async () => {
    const code = await codeOf(runOf(11));
    const reading = await recordOfLink(code);
    expect(reading.ok && (await codeOf(reading.record))).toBe(code);
  });

  it('fits into 2,000 characters with the address of the page, or says by how much it does not', async () => {
    let longest = 0;
    for (let count = 0; count < 120; count += 5) {
      const link = await linkOf(withCommands(count));
      if (link.ok) longest = Math.max(longest, 120 + LINK_PREFIX.length + link.code.length);
      else expect(link.reason).toMatch(/^This run is too long for a link \(\d,\d{3} of 2,000 characters\): save it as a file instead\.$/);
    }
    expect(longest).toBeGreaterThan(1800);
    expect(longest).toBeLessThanOrEqual(MAX_ADDRESS);
    expect(await linkOf(withCommands(30), 1900)).toMatchObject({ ok: false });
  });

  it('holds only characters that an address may hold as they are', async () => {
    expect(await codeOf(withCommands(20))).toMatch(/^[A-Za-z0-9._-]+$/);
  });

  it('is found in a whole address', async () => {
    const code = await codeOf(runOf(4));
    expect(await recordOfLink(` https://example.org/eventually/${LINK_PREFIX}${code}\n`)).toMatchObject({ ok: true });
  });

  it('that is cut off says so, and gives the scenario and the commands that came before', async () => {
    const code = await codeOf(withCommands(40));
    const reading = await recordOfLink(code.slice(0, -300));
    expect(reading).toMatchObject({ ok: false });
    expect(!reading.ok && reading.message).toMatch(
      /^The link is damaged: it is cut off after [\d,]+ of [\d,]+ characters.*; its scenario and the first \d+ commands could be read\.$/,
    );
    const saved = reading.ok ? null : reading.salvaged;
    expect(saved?.scenario).toEqual(cluster);
    expect(saved?.commands.length).toBeGreaterThan(5);
    expect(saved?.commands).toEqual(withCommands(40).commands.slice(0, saved?.commands.length));
  });

  it('of which only the beginning is left says that nothing could be read', async () => {
    const code = await codeOf(withCommands(10));
    for (const length of [0, 1, 5, 20, 30]) {
      const reading = await recordOfLink(code.slice(0, length));
      expect(reading).toMatchObject({ ok: false, salvaged: null });
      expect(!reading.ok && reading.message).toMatch(/nothing could be read\.$/);
    }
  });

  it('whose checksum alone is wrong gives all it holds, and says that it is damaged', async () => {
    const code = await codeOf(withCommands(12));
    const reading = await recordOfLink(code.replace(/^(1\.[0-9a-z]+\.)(.)/, (_, head: string, digit: string) => head + (digit === '0' ? '1' : '0')));
    expect(reading).toEqual({
      ok: false,
      message: 'The link is damaged: its checksum does not match; its scenario and all 12 commands could be read.',
      salvaged: carried(withCommands(12)),
    });
  });

  it('with something behind it leaves that out and says so', async () => {
    const code = await codeOf(withCommands(3));
    for (const tail of ['.', ')', 'abc'])
      expect(await recordOfLink(code + tail)).toMatchObject({
        ok: true,
        warnings: [`The link had ${tail.length} characters too many at its end: they were left out.`],
      });
  });

  it('with one command that nobody can give keeps those before it', async () => {
    const commands = [
      [0, 0, { type: 'heal' }],
      [5, 0, { type: 'crash', replica: 'Z' }],
      [9, 0, { type: 'heal' }],
    ];
    const reading = await recordOfLink(await sealedCode({ e: '1', t: 'x', s: cluster, c: commands, u: 0, w: ['cluster', 'none', null] }));
    expect(reading).toMatchObject({ ok: false, salvaged: { commands: [{ atMs: 0, after: 0, command: { type: 'heal' } }] } });
    expect(!reading.ok && reading.message).toMatch(
      /^The link cannot be used as it is: command 2 cannot be used \(.*"Z".*the first of 3 commands could be read\.$/,
    );
  });

  it('made by another engine opens, and says that it may differ', async () => {
    const reading = await recordOfLink(await codeOf({ ...runOf(2), engine: '3' }));
    expect(reading).toMatchObject({ ok: true, warnings: ['This run was made with engine version 3, and this is 1: it may differ.'] });
  });

  it('of a later format, or of anything else, is refused in a sentence', async () => {
    const later = await recordOfLink(await sealedCode({ whatever: 1 }, '2'));
    expect(later).toEqual({
      ok: false,
      message: 'The link is in version 2 of the format, and this page reads version 1; nothing could be read.',
      salvaged: null,
    });
    for (const packed of ['', 'null', '[]', '"x"', '{"s":1}', '{"s":{"version":1,"bogus":1},"c":[]}', `${'['.repeat(100_000)}`])
      expect(await recordOfLink(await sealedCode(packed))).toMatchObject({ ok: false, salvaged: null });
  });

  it('that would unpack into more than two megabytes is not unpacked', async () => {
    const reading = await recordOfLink(await sealedCode(JSON.stringify({ s: cluster, t: 'x'.repeat(5_000_000) })));
    expect(reading).toEqual({ ok: false, message: 'The link holds more than 2 MB; nothing of it was read.', salvaged: null });
  });
});

describe('bytes in an address', () => {
  it('come back as they were, compressed or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 300 }), async (bytes, text) => {
        expect([...bytesOf(base64url(bytes))]).toEqual([...bytes]);
        expect(await inflated(bytesOf(base64url(await deflated(text))), 10_000)).toEqual({ text, whole: true, tooLarge: false });
      }),
      { numRuns: 50 },
    );
  });

  it('that break off give what came before', async () => {
    const text = JSON.stringify(Array.from({ length: 300 }, (_, nth) => nth * 7919));
    const bytes = bytesOf(base64url(await deflated(text)));
    const part = await inflated(bytes.slice(0, bytes.length / 2), 10_000);
    expect(part.whole).toBe(false);
    expect(part.text.length).toBeGreaterThan(text.length / 4);
    expect(text.startsWith(part.text)).toBe(true);
  });
});
