/**
 * The hash of a whole run: 64 bits folded over every record in order, so that "the same run" is one comparison on any platform.
 * Two 32-bit lanes of integer mixing; each type of record lists its own fields here, and a new field without a line does not count.
 */

import { assertNever } from '../base/assert.ts';
import { combine, combineNumber, hashString, hex64, mix32 } from '../base/hash.ts';
import type { Message } from './message.ts';
import type { Moment, TraceRecord } from './trace.ts';
import { type Cell, canonicalJson, type Json } from './versions/version.ts';

/** Words of the trace (types, mechanisms, reasons, names of timers): few, so each is hashed once. */
const wordHashes = new Map<string, number>();

function hashWord(word: string): number {
  let hash = wordHashes.get(word);
  if (hash === undefined) {
    hash = hashString(word);
    if (wordHashes.size < 4096) wordHashes.set(word, hash);
  }
  return hash;
}

const NO_CELL = 0x6e6f6e65;

export class TraceHash {
  private high = 0x243f6a88;
  private low = 0x85a308d3 | 0;

  /** Folds one record in. */
  add(record: TraceRecord, moment: Moment): void {
    this.word(record.type);
    this.number(moment.atUs);
    this.number(moment.event);
    this.fields(record);
  }

  fork(): TraceHash {
    const copy = new TraceHash();
    copy.high = this.high;
    copy.low = this.low;
    return copy;
  }

  /** 16 hex digits. */
  hex(): string {
    return hex64(mix32(this.high), mix32(this.low ^ mix32(this.high ^ 0x13198a2e)));
  }

  private fields(record: TraceRecord): void {
    switch (record.type) {
      case 'message-sent':
      case 'message-delivered':
      case 'message-duplicated':
        this.message(record.message);
        return;
      case 'message-dropped':
        this.message(record.message);
        this.word(record.reason);
        return;
      case 'timer-fired':
        this.number(record.actor);
        this.word(record.timer);
        this.number(record.n);
        return;
      case 'version-stored':
        this.number(record.replica);
        this.number(record.key);
        this.cell(record.before);
        this.cell(record.after);
        this.word(record.mechanism);
        this.number(record.from);
        return;
      case 'version-discarded':
        this.number(record.replica);
        this.number(record.key);
        this.cell(record.incoming);
        this.cell(record.kept);
        this.word(record.mechanism);
        this.number(record.from);
        return;
      case 'operation-invoked':
      case 'operation-completed':
      case 'operation-failed':
      case 'operation-retried':
        this.operation(record);
        return;
      default:
        this.rest(record);
    }
  }

  private operation(record: Extract<TraceRecord, { readonly operation: number }>): void {
    this.number(record.client);
    this.number(record.n);
    this.number(record.operation);
    this.word(record.kind);
    this.number(record.key);
    if (record.type === 'operation-invoked') {
      this.number(record.via ?? -1);
      this.word(record.level);
      this.json(record.value);
      return;
    }
    if (record.type === 'operation-retried') {
      this.number(record.attempt);
      this.number(record.via ?? -1);
      this.word(record.reason);
      return;
    }
    this.number(record.invokedUs);
    if (record.type === 'operation-completed') this.cell(record.cell);
    else {
      this.word(record.reason);
      this.text(record.detail);
    }
  }

  private rest(
    record: Exclude<
      TraceRecord,
      { readonly operation: number } | { readonly message: Message } | { readonly type: 'timer-fired' | 'version-stored' | 'version-discarded' }
    >,
  ): void {
    switch (record.type) {
      case 'version-lost':
        this.number(record.replica);
        this.number(record.key);
        this.cell(record.before);
        this.cell(record.after);
        return;
      case 'copy-corrupted':
        this.number(record.replica);
        this.number(record.key);
        this.word(record.part);
        this.cell(record.before);
        this.cell(record.after);
        return;
      case 'corruption-found':
        this.number(record.replica);
        this.number(record.key);
        return;
      case 'signature-refused':
        this.number(record.actor);
        this.number(record.key);
        this.number(record.from);
        return;
      case 'siblings-created':
        this.number(record.replica);
        this.number(record.key);
        this.cell(record.after);
        return;
      case 'hint-stored':
      case 'hint-delivered':
      case 'hint-expired':
      case 'hint-discarded':
      case 'hint-lost':
      case 'hint-restored':
        this.number(record.replica);
        this.number(record.target);
        this.number(record.key);
        this.cell(record.cell);
        return;
      case 'hint-refused':
        this.number(record.replica);
        this.number(record.target);
        this.number(record.key);
        this.word(record.reason);
        return;
      case 'repaired':
        this.number(record.replica);
        this.number(record.key);
        this.word(record.mechanism);
        this.number(record.from);
        return;
      case 'tombstone-compacted':
        this.number(record.replica);
        this.number(record.key);
        this.cell(record.cell);
        return;
      case 'session-started':
        this.number(record.replica);
        this.number(record.peer);
        this.text(record.session);
        this.word(record.mechanism);
        return;
      case 'session-ended':
      case 'session-failed':
        this.number(record.replica);
        this.number(record.peer);
        this.text(record.session);
        this.number(record.hashesCompared);
        this.number(record.roundTrips);
        this.number(record.keysSent);
        this.number(record.keysDiffering);
        this.number(record.payloadBytes);
        this.number(record.bytes);
        return;
      case 'peer-suspected':
      case 'peer-declared-dead':
      case 'peer-alive':
        this.number(record.actor);
        this.number(record.peer);
        return;
      case 'replica-crashed':
        this.number(record.replica);
        this.word(record.lose);
        return;
      case 'replica-restarted':
      case 'tree-rebuilt':
        this.number(record.replica);
        return;
      case 'range-move-started':
        this.number(record.replica);
        this.number(record.of);
        this.word(record.move);
        return;
      case 'replica-joined':
        this.number(record.replica);
        this.number(record.of);
        return;
      case 'replica-left':
        this.number(record.replica);
        this.number(record.owned ? 1 : 0);
        return;
      case 'ring-learned':
        this.number(record.replica);
        this.number(record.from);
        return;
      case 'copy-dropped':
        this.number(record.replica);
        this.number(record.key);
        this.cell(record.cell);
        return;
      case 'range-split':
      case 'range-merged':
        this.number(record.at);
        for (const owner of record.owners) this.number(owner);
        return;
      case 'partition-changed':
        this.json(record.groups);
        return;
      case 'link-changed':
        this.number(record.from);
        this.number(record.to);
        this.word(record.what);
        this.number(record.amount);
        return;
      case 'clock-changed':
        this.number(record.replica);
        this.number(record.byMs);
        return;
      case 'knob-set':
        this.word(record.path);
        this.json(record.value);
        return;
      case 'round-ended':
        this.number(record.round);
        return;
      case 'data-loaded':
        this.number(record.keys);
        for (const { replica, key, cell } of record.divergent) {
          this.number(replica);
          this.number(key);
          this.cell(cell);
        }
        this.number(record.divergent.length);
        return;
      case 'command-applied':
        this.command(record.command);
        return;
      case 'command-refused':
        this.command(record.command);
        this.text(record.reason);
        return;
      case 'violation-found':
        this.word(record.checker);
        this.text(record.detail);
        return;
      default:
        assertNever(record, 'record');
    }
  }

  private message(message: Message): void {
    this.integer(message.hash);
    this.number(message.bytes);
    this.number(message.deliverUs);
    this.integer(message.copy);
  }

  /** A 32-bit integer. The lanes are kept signed: small integers cost no conversion. */
  private integer(value: number): void {
    this.high = combine(this.high, value) | 0;
    this.low = combine(this.low, Math.imul(value ^ 0x9e3779b9, 0x85ebca6b)) | 0;
  }

  /** Any number; those that differ, however little, hash differently. */
  private number(value: number): void {
    if ((value | 0) === value) {
      this.integer(value);
      return;
    }
    this.high = combineNumber(this.high, value) | 0;
    this.low = combineNumber(this.low ^ 0x03707344, value) | 0;
  }

  private word(word: string): void {
    this.integer(hashWord(word));
  }

  /** Free text, which is not worth remembering. */
  private text(text: string): void {
    this.integer(hashString(text));
    this.integer(hashString(text, 0x299f31d0));
  }

  private cell(cell: Cell | undefined): void {
    this.number(cell === undefined ? NO_CELL : cell.hash);
  }

  private json(value: Json): void {
    this.text(canonicalJson(value));
  }

  /** Fields that are undefined count as left out. */
  private command(command: object): void {
    this.json(JSON.parse(JSON.stringify(command)) as Json);
  }
}
