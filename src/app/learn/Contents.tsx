/** The contents of the course: the lessons that exist, under their parts, how far one has come in each, and one's progress as a file. */
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { parts } from '../../course/lesson.ts';
import { lessonList } from '../../lessons/index.ts';
import { lessonOf } from '../../state/kept/progress.ts';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { download } from '../download.ts';
import { progressStore } from '../kept.ts';
import { KeptProblems } from './KeptProblems.tsx';
import { PlainPage } from './PlainPage.tsx';

export function Contents() {
  const progress = useStore(progressStore, (state) => state.progress);
  return (
    <PlainPage door="learn" title={null}>
      <h1>Learn</h1>
      <p className="contents-lead">
        Each lesson is a living cluster with a few words beside it. You say what you expect, run it, and see what the engine does. Nothing is locked, and
        nothing leaves this browser.
      </p>
      <KeptProblems />
      {Object.entries(parts).map(([id, name]) => {
        const lessons = lessonList.filter((lesson) => lesson.part === id);
        return (
          lessons.length > 0 && (
            <section key={id} className="part" aria-labelledby={`part-${id}`}>
              <h2 id={`part-${id}`}>{name}</h2>
              {lessons.map((lesson) => {
                const own = lessonOf(progress, lesson.id);
                const begun = own.lastStep !== null && !own.finished;
                return (
                  <div key={lesson.id} className="lesson-entry">
                    <a className="lesson-card" href={`#/learn/${lesson.id}${begun ? `/${own.lastStep}` : ''}`}>
                      <h3>{lesson.title}</h3>
                      <p className="summary">{lesson.summary}</p>
                      <p className="facts">
                        about {lesson.minutes} minutes
                        {lesson.buildsOn.length > 0 && ` · builds on ${lesson.buildsOn.join(', ')}`}
                        {own.finished ? ' · finished' : begun ? ` · ${own.passed.length} ${own.passed.length === 1 ? 'step' : 'steps'} passed` : ''}
                      </p>
                      <span className={`button go ${begun || own.finished ? 'plain' : 'ink'}`}>
                        {own.finished ? (
                          <>
                            <Glyph name="ack" size={13} /> Open again
                          </>
                        ) : begun ? (
                          'Go on'
                        ) : (
                          'Begin'
                        )}
                      </span>
                    </a>
                    {(begun || own.finished) && (
                      <Button
                        kind="quiet"
                        title="Forgets your answers in this lesson"
                        label={`Begin ${lesson.title} anew`}
                        onPress={() => progressStore.getState().reset(lesson.id)}
                      >
                        Begin anew
                      </Button>
                    )}
                  </div>
                );
              })}
            </section>
          )
        );
      })}
      <ProgressFile />
    </PlainPage>
  );
}

function ProgressFile() {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { exportFile, importFile } = progressStore.getState();
  return (
    <section className="progress-tools" aria-labelledby="your-progress">
      <h2 id="your-progress">Your progress</h2>
      <p className="second">It is kept in this browser alone. A file takes it to another one, and adds to what is there.</p>
      <div className="row">
        <Button
          onPress={() => {
            const { name, text } = exportFile();
            download(name, text);
          }}
        >
          Download it
        </Button>
        <Button onPress={() => input.current?.click()}>Bring back a file</Button>
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-hidden="true"
          accept=".json,application/json"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = '';
            if (file === undefined) return;
            file.text().then(
              (text) => setSaid(importFile(text, file.size).message),
              () => setSaid(`The file “${file.name}” could not be read.`),
            );
          }}
        />
      </div>
      <p role="status">{said}</p>
    </section>
  );
}
