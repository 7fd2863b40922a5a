/** What the comparison cost: hashes compared as boxes (or a bar where they are too many) by what they showed, and bytes beside those of shipping everything. */
import type { ComparisonView } from '../../engine/picture/comparison-view.ts';
import { bytesText, count, some } from './words.ts';

const BOXES = 64;

export function Meter({ view }: { readonly view: ComparisonView }) {
  return (
    <div className="merkle-meter">
      {view.mechanism === 'merkle' && <Hashes view={view} />}
      <Bytes view={view} />
    </div>
  );
}

function Hashes({ view }: { readonly view: ComparisonView }) {
  const { hashesCompared, hashesDiffering, hashesTotal, state } = view;
  const groups = [
    { kind: 'different', number: hashesDiffering, text: `${count(hashesDiffering)} different` },
    { kind: 'equal', number: hashesCompared - hashesDiffering, text: `${count(hashesCompared - hashesDiffering)} equal` },
    {
      kind: 'unseen',
      number: hashesTotal - hashesCompared,
      text: `${count(hashesTotal - hashesCompared)} ${state === 'running' ? 'not looked at yet' : 'never looked at'}`,
    },
  ].filter(({ number }) => number > 0);
  return (
    <div>
      <p className="merkle-figure">
        <b>{count(hashesCompared)}</b> of {some(hashesTotal, 'hash', 'hashes')} compared
      </p>
      <div className="merkle-shares" aria-hidden="true">
        {hashesTotal <= BOXES
          ? groups.map(({ kind, number }) => (
              <span key={kind} className="merkle-boxes">
                {Array.from({ length: number }, (_, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: boxes of one kind are alike
                  <i key={i} data-state={kind} />
                ))}
              </span>
            ))
          : groups.map(({ kind, number }) => <i key={kind} className="merkle-share" data-state={kind} style={{ flexGrow: number }} />)}
      </div>
      <p className="merkle-caption">{groups.map(({ text }) => text).join(', ')}</p>
    </div>
  );
}

function Bytes({ view }: { readonly view: ComparisonView }) {
  const { bytes, fullBytes, sharedKeys, mechanism, messages, state } = view;
  const most = Math.max(bytes, fullBytes, 1);
  const all = sharedKeys === 1 ? 'the only key' : `all ${some(sharedKeys, 'key')}`;
  const dearer = state !== 'running' && mechanism === 'merkle' && bytes > fullBytes;
  return (
    <div>
      <p className="merkle-figure">
        <b>{bytesText(bytes)}</b>{' '}
        {mechanism === 'full' ? 'in all' : dearer ? `where everything is ${bytesText(fullBytes)}` : `instead of ${bytesText(fullBytes)}`}
      </p>
      {mechanism === 'merkle' && (
        <div className="merkle-bar" aria-hidden="true">
          <i style={{ width: `${(100 * bytes) / most}%` }} />
          <i data-full="" style={{ width: `${(100 * fullBytes) / most}%` }} />
        </div>
      )}
      <p className="merkle-caption">
        {mechanism === 'full'
          ? `${some(messages.length, 'message')}: ${all} with their versions`
          : `${some(messages.length, 'message')} with headers; ${all} in one${dearer ? ': too few for a tree to pay' : ''}`}
      </p>
    </div>
  );
}
