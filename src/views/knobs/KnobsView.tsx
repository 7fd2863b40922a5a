/**
 * Every knob of the scenario's schema that can be turned, in groups that open, with a search. It shows the scenario as it is now and hands on what
 * is set; only what the engine would take leaves it.
 */
import { useId, useState } from 'react';
import { countWord } from '../../base/format.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import type { Json } from '../../engine/versions/version.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { KnobRow } from './KnobRow.tsx';
import { found, type GroupId, groupNote, groupSummary, groups, isChanged, type KnobGroup } from './layout.ts';
import './knobs.css';

export interface KnobsViewProps {
  /** With every `set` that was given so far. */
  readonly scenario: Scenario;
  readonly filter: string;
  readonly onFilter: (text: string) => void;
  /** A live knob: a `set` command of the log. */
  readonly onSet: (path: string, value: Json) => void;
  /** A knob of the start: a new run from 0 with the same commands. */
  readonly onRestart: (path: string, value: Json) => void;
  /** What the run has to say about a group. */
  readonly notes?: { readonly [G in GroupId]?: string | undefined };
  /** Why nothing can be changed now. */
  readonly unavailable?: string | null;
  /** The groups that are open at first. */
  readonly opened?: readonly GroupId[];
  /** What stands in fields at first, by path. */
  readonly typed?: Readonly<Record<string, string>>;
}

export function KnobsView(props: KnobsViewProps) {
  const { scenario, filter, onFilter, unavailable = null } = props;
  const [open, setOpen] = useState<readonly GroupId[]>(props.opened ?? []);
  const heading = useId();
  const searching = filter.trim() !== '';
  const shown = found(filter);
  const count = shown.reduce((sum, group) => sum + group.knobs.length, 0);
  const changed = groups.reduce((sum, group) => sum + changedIn(group, scenario), 0);
  return (
    <section className="knobs" aria-labelledby={heading}>
      <div className="knobs-head">
        <h2 id={heading}>Knobs</h2>
        <p>{changed === 0 ? 'all at their defaults' : `${countWord(changed)} changed from the default`}</p>
      </div>
      <search className="knobs-search">
        <Glyph name="search" size={14} />
        <input
          type="search"
          aria-label="Search the knobs"
          placeholder="loss, hint, quorum"
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || filter === '') return;
            event.preventDefault();
            event.stopPropagation();
            onFilter('');
          }}
        />
      </search>
      <p className="knobs-count" role="status">
        {searching ? (count === 0 ? `No knob is about “${filter.trim()}”.` : `${count} found`) : ''}
      </p>
      {unavailable !== null && <p className="knob-reason">{unavailable}</p>}
      {shown.map((group) => (
        <Group
          key={group.id}
          {...props}
          group={group}
          searching={searching}
          open={searching || open.includes(group.id)}
          onOpen={(on) => setOpen(on ? [...open, group.id] : open.filter((id) => id !== group.id))}
        />
      ))}
    </section>
  );
}

function changedIn(group: KnobGroup, scenario: Scenario): number {
  return group.knobs.filter((knob) => isChanged(knob, scenario)).length;
}

interface GroupProps extends KnobsViewProps {
  readonly group: KnobGroup;
  readonly searching: boolean;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

function Group({ group, scenario, searching, open, onOpen, notes, unavailable = null, typed, onSet, onRestart }: GroupProps) {
  const id = useId();
  const whole = groups.find((one) => one.id === group.id) ?? group;
  const changed = changedIn(whole, scenario);
  const newRunForAll = whole.knobs.every((knob) => !knob.live);
  const note = groupNote(group.id, scenario);
  const head = (
    <>
      <span className="knobs-group-name">{group.name}</span>
      {changed > 0 && <span className="knob-changed">{changed} changed</span>}
      {!searching && <span className="knobs-summary">{groupSummary(group.id, scenario)}</span>}
    </>
  );
  return (
    <section className="knobs-group" data-group={group.id} aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`}>
        {searching ? (
          <span className="knobs-group-head">{head}</span>
        ) : (
          <button type="button" className="knobs-group-head" aria-expanded={open} aria-controls={open ? `${id}-body` : undefined} onClick={() => onOpen(!open)}>
            {head}
            <Glyph name="chevron" size={14} className="knobs-chevron" />
          </button>
        )}
      </h3>
      {open && (
        <div className="knobs-body" id={`${id}-body`}>
          {note !== null && <p className="knobs-note">{note}</p>}
          {notes?.[group.id] !== undefined && <p className="knobs-note">{notes[group.id]}</p>}
          {newRunForAll && (
            <p className="knobs-note" id={`${id}-new`}>
              Changing any of these starts a new run from 0 with the same commands.
            </p>
          )}
          <ul>
            {group.knobs.map((knob) => (
              <KnobRow
                key={knob.path}
                knob={knob}
                scenario={scenario}
                id={`${id}-${knob.path.replaceAll('.', '-')}`}
                newRunSaidAt={newRunForAll ? `${id}-new` : null}
                fixed={unavailable !== null}
                typed={typed?.[knob.path]}
                onSet={onSet}
                onRestart={onRestart}
              />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
