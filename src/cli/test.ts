/**
 * Runs everything that shows the project sound, stage by stage: lint, types (with and without the DOM), unit tests, build, end-to-end tests. A stage
 * that fails does not stop the later ones. The last line is `N passed, N failed`; a stage without tests of its own counts as one. Give stage names
 * as arguments to run only those: `npm test -- unit`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './browser.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Stage {
  readonly name: string;
  readonly run: () => Promise<Count>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'eventually-test-'));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const stages: readonly Stage[] = [
  { name: 'lint', run: () => asOne('@biomejs/biome/bin/biome', ['check']) },
  { name: 'types', run: () => asOne('typescript/bin/tsc', ['-p', 'tsconfig.json', '--noEmit']) },
  { name: 'types-engine', run: () => asOne('typescript/bin/tsc', ['-p', 'src/engine/tsconfig.json', '--noEmit']) },
  { name: 'unit', run: unit },
  { name: 'build', run: () => asOne('vite/bin/vite.js', ['build']) },
  { name: 'e2e', run: endToEnd },
];

/** Runs a package's own script with this Node, from the project's root, without standard input; resolves to its exit code. */
function launch(script: string, scriptArguments: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...scriptArguments], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function asOne(script: string, scriptArguments: readonly string[]): Promise<Count> {
  const code = await launch(script, scriptArguments);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function unit(): Promise<Count> {
  const report = join(reports, 'unit.json');
  const code = await launch('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  const counts = readReport<{ numPassedTests: number; numFailedTests: number }>(report);
  return honest(code, { passed: counts?.numPassedTests ?? 0, failed: counts?.numFailedTests ?? 0 });
}

async function endToEnd(): Promise<Count> {
  if (!existsSync(join(root, 'dist/index.html'))) {
    say('There is no built page to test: the build stage has to succeed first.');
    return { passed: 0, failed: 1 };
  }
  const browser = ensureBrowser(say);
  if (browser === null) return { passed: 0, failed: 1 };
  say(`Browser: ${browser}`);
  const report = join(reports, 'e2e.json');
  const code = await launch('@playwright/test/cli.js', ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'], {
    EVENTUALLY_BROWSER: browser,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const stats = readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(report)?.stats;
  return honest(code, { passed: stats?.expected ?? 0, failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) });
}

function readReport<Report>(path: string): Report | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : null;
}

/** A runner that ends badly without a failed test (a crash, an error outside any test, no tests at all) still counts as one failure. */
function honest(code: number, count: Count): Count {
  return code !== 0 && count.failed === 0 ? { passed: count.passed, failed: 1 } : count;
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    say(`There is no stage ${unknown.join(', ')}; the stages are ${stages.map((stage) => stage.name).join(', ')}`);
    return 2;
  }
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const stage of stages) {
    if (names.length > 0 && !names.includes(stage.name)) continue;
    say(`\n--- ${stage.name}`);
    const startedAt = Date.now();
    const count = await stage.run();
    passed += count.passed;
    failed += count.failed;
    lines.push(`${stage.name.padEnd(14)}${count.passed} passed, ${count.failed} failed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  rmSync(reports, { recursive: true });
  say('\n--- summary');
  for (const line of lines) say(line);
  say('');
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
