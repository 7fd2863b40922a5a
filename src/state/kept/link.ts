/**
 * A run as a piece of an address: one branch, its cursor and its views, compressed, with the format's version, its length and a checksum in front, so that
 * what a mail program cut off or a slip of the hand changed is noticed. What a link does not carry: the id, the time of saving and the other branches.
 */
import { base64url, bytesOf, deflated, inflated } from './deflate.ts';
import { jsonPrefix } from './json-prefix.ts';
import { RECORD_VERSION, type Reading, type RunRecord, readingOf, readRecord } from './record.ts';
import { checksumOf, isObject } from './sealed.ts';
import { number, phrase, sentence } from './sentences.ts';

export const LINK_PREFIX = '#/lab?run=';
/** What every browser, chat and mail program passes on whole. */
export const MAX_ADDRESS = 2000;
/** So long may the address of the page itself be. */
export const BASE_LENGTH = 120;
const FORMAT = '1';
const MAX_CODE = 100_000;
/** What may come out of decompressing: far more than fits into a link, far less than hurts. */
const MAX_INFLATED = 2_000_000;
const CODE = /^(\d{1,4})\.([0-9a-z]{1,6})\.([0-9a-f]{16})\.(.*)$/s;

export type LinkResult = { readonly ok: true; readonly code: string } | { readonly ok: false; readonly reason: string };

const sealOf = (version: string, length: string, body: string): string => checksumOf(`${version}.${length}.${body}`);

/** `baseLength`: of the page's own address, where it is longer than usual. */
export async function linkOf(record: RunRecord, baseLength = BASE_LENGTH): Promise<LinkResult> {
  const { engine, title, scenario, commands, cursorUs, cursorEvent, seenUs, views } = record;
  const packed = {
    e: engine,
    t: title,
    s: scenario,
    c: commands.map(({ atMs, after, command }) => [atMs, after, command]),
    u: cursorUs,
    ...(cursorEvent === undefined ? {} : { v: cursorEvent }),
    ...(seenUs === undefined || seenUs <= cursorUs ? {} : { n: seenUs }),
    w: [views.upper, views.lower, views.key],
  };
  const body = base64url(await deflated(JSON.stringify(packed)));
  const length = body.length.toString(36);
  const code = `${FORMAT}.${length}.${sealOf(FORMAT, length, body)}.${body}`;
  const address = Math.max(BASE_LENGTH, baseLength) + LINK_PREFIX.length + code.length;
  if (address <= MAX_ADDRESS) return { ok: true, code };
  const size = `${number(address)} of ${number(MAX_ADDRESS)} characters`;
  return { ok: false, reason: `This run is too long for a link (${size}): save it as a file instead.` };
}

const refused = (message: string): Reading => ({ ok: false, message: sentence(message), salvaged: null });

/** Of a code, or of a whole address that carries one. */
export async function recordOfLink(given: string): Promise<Reading> {
  const at = given.lastIndexOf(LINK_PREFIX);
  const code = (at < 0 ? given : given.slice(at + LINK_PREFIX.length)).trim();
  if (code === '') return refused('The link carries no run; nothing could be read');
  if (code.length > MAX_CODE) return refused(`The link is too long (${number(code.length)} characters) to be one of this page; nothing could be read`);
  const parts = CODE.exec(code);
  if (parts === null) return refused('The link is cut off or changed at its beginning; nothing could be read');
  const [, version = '', length = '', checksum = '', rest = ''] = parts;
  const wanted = Number.parseInt(length, 36);
  const right = (body: string): boolean => sealOf(version, length, body) === checksum;
  const tooMany = rest.length - wanted;
  const exact = tooMany > 0 && right(rest.slice(0, wanted)) ? rest.slice(0, wanted) : rest;
  if (version !== FORMAT && right(exact))
    return refused(`The link is in version ${version} of the format, and this page reads version ${FORMAT}; nothing could be read`);
  const damage = right(exact) ? null : damageOf(rest, wanted);
  const reading = await readBody(exact, damage);
  if (!reading.ok || exact === rest) return reading;
  return { ...reading, warnings: [...reading.warnings, `The link had ${number(tooMany)} characters too many at its end: they were left out.`] };
}

function damageOf(body: string, wanted: number): string {
  if (body.length < wanted) return `it is cut off after ${number(body.length)} of ${number(wanted)} characters`;
  const strange = /[^A-Za-z0-9_-]/u.exec(body)?.[0];
  return strange === undefined ? 'its checksum does not match' : `it holds a character that no link has (${phrase(JSON.stringify(strange), 12)})`;
}

async function readBody(body: string, damage: string | null): Promise<Reading> {
  const clean = /^[A-Za-z0-9_-]*/.exec(body)?.[0] ?? '';
  const { text, whole, tooLarge } = await inflated(bytesOf(clean), MAX_INFLATED);
  if (tooLarge) return refused(`The link holds more than ${number(MAX_INFLATED / 1e6)} MB; nothing of it was read`);
  const { value, complete } = parsed(text);
  const broken = whole && complete ? null : 'its text breaks off';
  return readingOf('The link', damage ?? broken, readRecord(value === null ? null : unpacked(value), broken === null));
}

function parsed(text: string): { readonly value: unknown; readonly complete: boolean } {
  try {
    return { value: JSON.parse(text), complete: true };
  } catch {
    return { value: jsonPrefix(text, ['c']).value, complete: false };
  }
}

/** As a record has it; what is not there stays away, for the record's reader to name. */
function unpacked(value: unknown): unknown {
  if (!isObject(value)) return null;
  const commands = Array.isArray(value.c)
    ? value.c.map((entry: unknown) => (Array.isArray(entry) ? { atMs: entry[0], after: entry[1], command: entry[2] } : entry))
    : undefined;
  const views: readonly unknown[] = Array.isArray(value.w) ? value.w : [];
  return {
    version: RECORD_VERSION,
    engine: value.e,
    id: '',
    title: value.t,
    savedAt: 0,
    scenario: value.s,
    commands,
    cursorUs: value.u,
    ...('v' in value ? { cursorEvent: value.v } : {}),
    ...('n' in value ? { seenUs: value.n } : {}),
    views: { upper: views[0], lower: views[1], key: views[2] },
  };
}
