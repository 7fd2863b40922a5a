/** The presets by what they are about, one group open at a time the first time; a word finds those that speak of it, in whatever group. */
import { useId, useState } from 'react';
import { presets } from '../../../engine/presets/index.ts';
import { grouped, matches } from './preset-groups.ts';

const groups = grouped(Object.keys(presets));

export function PresetList({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const [query, setQuery] = useState('');
  const field = useId();
  const asked = query.trim();
  const found = groups.map((group) => ({
    ...group,
    ids: asked === '' ? group.ids : group.ids.filter((id) => matches(asked, [id, presets[id]?.title ?? '', presets[id]?.summary ?? '', group.title])),
  }));
  const count = found.reduce((sum, { ids }) => sum + ids.length, 0);
  return (
    <section className="lab-presets" aria-labelledby="lab-presets">
      <div className="lab-presets-head">
        <h2 id="lab-presets">Start from a preset</h2>
        <label className="visually-hidden" htmlFor={field}>
          Find a preset
        </label>
        <input
          id={field}
          className="field"
          type="search"
          placeholder="Find: hint, clock, region …"
          value={query}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setQuery(event.target.value)}
        />
        <p className="lab-note" role="status">
          {asked === '' ? `${count} runs in ${groups.length} groups` : count === 0 ? `No preset speaks of “${asked}”` : `${count} found`}
        </p>
      </div>
      {found.map((group, i) =>
        group.ids.length === 0 ? null : (
          // While something is sought, what is found stands open; the key makes each search begin so.
          <details key={asked === '' ? group.title : `${group.title}/sought`} open={asked !== '' || i === 0}>
            <summary>
              <span className="lab-open-title">{group.title}</span> <span className="lab-open-text">{group.about}</span>
              <span className="lab-count">{group.ids.length}</span>
            </summary>
            <ul>
              {group.ids.map((id) => (
                <PresetRow key={id} id={id} onOpen={onOpen} />
              ))}
            </ul>
          </details>
        ),
      )}
    </section>
  );
}

function PresetRow({ id, onOpen }: { readonly id: string; readonly onOpen: (id: string) => void }) {
  const preset = presets[id];
  if (preset === undefined) return null;
  return (
    <li className="lab-row">
      <button type="button" className="lab-open" onClick={() => onOpen(id)}>
        <span className="lab-open-title">{preset.title}</span>
        <span className="lab-open-text">{preset.summary}</span>
      </button>
    </li>
  );
}
