/** Applies the rules of tidy.ts to this house, and to small houses that break each rule or come close, so that a rule that sleeps is noticed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  BANNED_WORDS,
  directionOfImports,
  engineIsDeterministic,
  type Files,
  filesStayShort,
  importsNameAFile,
  importsOf,
  isCode,
  MAX_LINES,
  noCircles,
  noDeadFiles,
  nothingLeftUnfinished,
  onlookersDoNotRunTheEngine,
  packagesHaveTheirPlace,
  plugInsStandAlone,
  type Rule,
} from './tidy.ts';

interface Check {
  readonly rule: Rule;
  readonly holds: string;
  /** A house that breaks the rule once, and what the failure must say. */
  readonly broken: Files;
  readonly says: RegExp;
  /** A house that comes close and keeps it. */
  readonly kept: Files;
}

const checks: readonly Check[] = [
  {
    rule: directionOfImports,
    holds: 'imports go downwards only',
    broken: { 'base/a.ts': "import { b } from '../engine/b.ts';", 'engine/b.ts': '' },
    says: /base\/a\.ts imports engine\/b\.ts: base may import only nothing of ours; move/,
    kept: { 'engine/a.ts': "import { b } from '../base/b.ts';", 'base/b.ts': '', 'state/c.ts': "import '../worker/client.ts';", 'worker/client.ts': '' },
  },
  {
    rule: directionOfImports,
    holds: 'imports go downwards only',
    broken: { 'course/check/a.ts': "import '../../proof/lessons/b.ts';", 'proof/lessons/b.ts': '' },
    says: /course\/check\/a\.ts imports proof\/lessons\/b\.ts: course may import only/,
    kept: { 'course/check/a.test.ts': "import '../../proof/lessons/b.ts';", 'lessons/c.test.tsx': "import '../proof/lessons/b.ts';", 'proof/lessons/b.ts': '' },
  },
  {
    rule: onlookersDoNotRunTheEngine,
    holds: 'what looks on takes types and pure selectors of the engine, and does not run it',
    broken: { 'views/a/A.tsx': "import { createCluster } from '../../engine/cluster.ts';", 'engine/cluster.ts': '' },
    says: /the engine runs in the worker/,
    kept: { 'views/a/A.tsx': "import type { Cluster } from '../../engine/cluster.ts';", 'engine/cluster.ts': '' },
  },
  {
    rule: packagesHaveTheirPlace,
    holds: 'the engine, the worker and the terminal know no React, views no store',
    broken: { 'worker/a.ts': "import { useState } from 'react';" },
    says: /worker\/a\.ts imports react: only .*app may/,
    kept: { 'ui/a.tsx': "import { useState } from 'react';", 'cli/b.ts': "import 'node:fs';" },
  },
  {
    rule: importsNameAFile,
    holds: 'every import names a file, with its extension',
    broken: { 'base/a.ts': "import { b } from './b';", 'base/b.ts': '' },
    says: /imports \.\/b: no such file; write the path with its extension/,
    kept: { 'base/a.ts': "import { b } from './b.ts'; import '@fontsource/x.css';", 'base/b.ts': '' },
  },
  {
    rule: plugInsStandAlone,
    holds: 'plug-ins come through their registry',
    broken: { 'engine/a.ts': "import { crash } from './faults/crash.ts';", 'engine/faults/crash.ts': '' },
    says: /import it from engine\/faults\/index\.ts/,
    kept: { 'engine/a.ts': "import './versions/version.ts'; import './faults/index.ts';", 'engine/versions/version.ts': '', 'engine/faults/index.ts': '' },
  },
  {
    rule: plugInsStandAlone,
    holds: 'plug-ins of one folder do not know each other, but may share a module',
    broken: {
      'engine/protocols/index.ts': "import './gossip.ts'; import './hints.ts';",
      'engine/protocols/gossip.ts': "import './hints.ts';",
      'engine/protocols/hints.ts': '',
    },
    says: /gossip\.ts imports engine\/protocols\/hints\.ts: plug-ins of engine\/protocols do not know each other/,
    kept: {
      'engine/protocols/index.ts': "import './gossip.ts'; export * from './peers.ts';",
      'engine/protocols/gossip.ts': "import './peers.ts';",
      'engine/protocols/peers.ts': '',
    },
  },
  {
    rule: plugInsStandAlone,
    holds: 'views do not know each other',
    broken: { 'views/a/A.tsx': "import '../b/layout.ts';", 'views/b/layout.ts': '' },
    says: /folders of views do not know each other/,
    kept: { 'views/a/A.tsx': "import './layout.ts'; import '../marks.ts';", 'views/a/layout.ts': '', 'views/marks.ts': '' },
  },
  {
    rule: engineIsDeterministic,
    holds: 'a run depends on scenario, seed and commands only: no chance of its own',
    broken: { 'engine/a.ts': 'const x = Math.random();' },
    says: /Math\.random: use the node's draws/,
    kept: { 'views/a/a.ts': 'const x = Math.random();', 'engine/a.test.ts': 'Math.random();', 'base/b.ts': '// no Math.random here\nMath.floor(2 ** 3);' },
  },
  {
    rule: engineIsDeterministic,
    holds: 'a run has no clock but the simulated one',
    broken: { 'engine/a.ts': 'const x = Date.now() + performance.now();' },
    says: /Date: use the node's clock/,
    kept: { 'engine/a.ts': 'const x = { Date: 1, performance: 2 }; x.performance;' },
  },
  {
    rule: engineIsDeterministic,
    holds: 'a run sets its timers in simulated time',
    broken: { 'base/a.ts': 'setTimeout(() => {}, 1);' },
    says: /setTimeout: use context\.setTimer/,
    kept: { 'worker/a.ts': 'setTimeout(() => {}, 1);', 'engine/a.ts': 'context.setTimer(1, "tick");' },
  },
  {
    rule: engineIsDeterministic,
    holds: 'what a run has to say is in the trace',
    broken: { 'engine/a.ts': "console.log('here');" },
    says: /console: use a trace record/,
    kept: { 'cli/a.ts': "console.log('here');" },
  },
  {
    rule: engineIsDeterministic,
    holds: 'a run has the same bits in Node and in Chromium',
    broken: { 'engine/a.ts': 'const x = Math.log(y) + y ** z;' },
    says: /Math\.log: use @stdlib.*\n.*variable exponent: use @stdlib/,
    kept: { 'engine/a.ts': 'const x = Math.sqrt(y) + y ** 2;' },
  },
  {
    rule: noCircles,
    holds: 'no imports go in a circle',
    broken: { 'base/a.ts': "import { b } from './b.ts';", 'base/b.ts': "import { a } from './a.ts';" },
    says: /base\/a\.ts -> base\/b\.ts -> base\/a\.ts: a circle/,
    kept: { 'base/a.ts': "import { b } from './b.ts';", 'base/b.ts': "import type { A } from './a.ts';" },
  },
  {
    rule: noDeadFiles,
    holds: 'every file is of use to some entry',
    broken: { 'main.tsx': "import './app/App.tsx';", 'app/App.tsx': '', 'app/Old.tsx': '' },
    says: /app\/Old\.tsx is reached from no entry/,
    kept: { 'main.tsx': "const all = import.meta.glob('./app/*.tsx'); new URL('./base/w.ts', import.meta.url);", 'app/Old.tsx': '', 'base/w.ts': '' },
  },
  {
    rule: filesStayShort,
    holds: `no file is longer than ${MAX_LINES} lines`,
    broken: { 'base/a.ts': 'x\n'.repeat(MAX_LINES + 1) },
    says: /has 401 lines, more than 400: split it/,
    kept: { 'base/a.ts': 'x\n'.repeat(MAX_LINES) },
  },
  {
    rule: nothingLeftUnfinished,
    holds: 'nothing is left for later, focused or silenced',
    broken: { 'base/a.ts': `// ${BANNED_WORDS.join(' ')}` },
    says: new RegExp(BANNED_WORDS.map((word) => `${word.replace('(', '\\(')}: finish it`).join('[^]*')),
    kept: { 'base/a.ts': '// done' },
  },
];

const folder = fileURLToPath(new URL('.', import.meta.url));
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
const house: Files = Object.fromEntries(
  paths
    .filter((path) => isCode(path) || path.endsWith('.css'))
    .sort()
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
);
const houseImports = importsOf(house);

describe('in this house', () => {
  it.each([...new Set(checks.map((check) => check.rule))].map((rule) => [checks.find((check) => check.rule === rule)?.holds, rule] as const))(
    '%s',
    (_holds, rule) => expect(rule(house, houseImports)).toEqual([]),
  );
});

describe.each(checks)('$holds', ({ rule, broken, says, kept }) => {
  it('and its breach is named, with what to do', () => expect(rule(broken, importsOf(broken)).join('\n')).toMatch(says));
  it('and what comes close is left alone', () => expect(rule(kept, importsOf(kept))).toEqual([]));
});
