/**
 * What a knob's row remembers: the value chosen for a new start and not started yet, and why the latest could not be taken. A live knob's value
 * leaves at once; nothing leaves that the engine would refuse.
 */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Knob } from '../../engine/scenario/index.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import type { Json } from '../../engine/versions/version.ts';
import { knobValue, refusalOf } from './document.ts';
import { controlOf, sameValue } from './layout.ts';
import { numericOf, readNumber } from './values.ts';
import { nameOf } from './words.ts';

export interface KnobSetting {
  readonly knob: Knob;
  readonly scenario: Scenario;
  readonly typed?: string | undefined;
  readonly onSet: (path: string, value: Json) => void;
  readonly onRestart: (path: string, value: Json) => void;
}

export interface KnobState {
  readonly value: Json;
  /** What the control shows: the scenario's value, or the one chosen for a new start. */
  readonly shown: Json;
  /** Whether a new start waits for its button. */
  readonly waiting: boolean;
  readonly why: string | null;
  /** Counts how often a button of the row was used up: its fields begin anew, and the row takes the focus that the button had. */
  readonly turn: number;
  readonly row: RefObject<HTMLLIElement | null>;
  /** Takes a value, or says why not. */
  readonly take: (value: Json) => string | null;
  /** With every key. */
  readonly type: (value: Json | undefined) => void;
  readonly say: (why: string | null) => void;
  readonly restore: () => void;
  readonly keep: () => void;
  readonly start: () => void;
  readonly back: () => void;
}

export function useKnob({ knob, scenario, typed, onSet, onRestart }: KnobSetting): KnobState {
  const { path } = knob;
  const value = knobValue(scenario, path);
  const [draft, setDraft] = useState<Json | undefined>(undefined);
  // Of what is typed nothing can be taken.
  const [stuck, setStuck] = useState(false);
  const [why, setWhy] = useState<string | null>(() => firstWhy(knob, scenario, typed));
  const [turn, setTurn] = useState(0);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (turn > 0) row.current?.focus({ preventScroll: true });
  }, [turn]);
  const choose = (next: Json | undefined): void => {
    setDraft(next);
    setStuck(false);
    setWhy(null);
  };
  const take = (next: Json): string | null => {
    if (!knob.live) {
      choose(next);
      return null;
    }
    const refused = refusalOf(scenario, path, next);
    setWhy(refused);
    if (refused === null && !sameValue(next, value)) onSet(path, next);
    return refused;
  };
  const anew = (): void => setTurn(turn + 1);
  return {
    value,
    shown: draft === undefined ? value : draft,
    waiting: draft !== undefined && !stuck && !sameValue(draft, value),
    why,
    turn,
    row,
    take,
    type(next) {
      setStuck(next === undefined);
      if (next !== undefined) setDraft(next);
    },
    say: setWhy,
    restore: () => choose(undefined),
    keep() {
      choose(undefined);
      anew();
    },
    start() {
      if (draft === undefined) return;
      const refused = refusalOf(scenario, path, draft);
      setWhy(refused);
      if (refused !== null) return;
      choose(undefined);
      anew();
      onRestart(path, draft);
    },
    back() {
      take(knob.default);
      anew();
    },
  };
}

/** What is wrong with what stands in the field at first. */
function firstWhy(knob: Knob, scenario: Scenario, typed: string | undefined): string | null {
  if (typed === undefined || controlOf(knob) !== 'number') return null;
  const read = readNumber(numericOf(knob, nameOf(knob.path), scenario), typed);
  return read.ok ? null : read.why;
}
