/**
 * One configuration for the page (dev, build, preview) and for the unit tests. `vitest run --mode golden` runs the figures of the literature
 * (`src/proof/golden`) over all their seeds; an ordinary run takes a sample.
 */
import { compile } from '@mdx-js/mdx';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The dev server injects inline scripts, which the page's own Content-Security-Policy forbids; only the built page carries the policy. */
const policyOnlyWhenBuilt: Plugin = {
  name: 'policy-only-when-built',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
};

/** Lessons: MDX compiled to a component, by the compiler itself, since its Rollup plugin would bring Rollup along. */
const mdx: Plugin = {
  name: 'mdx',
  enforce: 'pre',
  async transform(source, id) {
    if (!id.endsWith('.mdx')) return null;
    const compiled = await compile({ value: source, path: id }, { jsxImportSource: 'react' });
    return { code: String(compiled), map: null };
  },
};

/** The shell, with React, is asked for as soon as the HTML is read, not once the entry has run. */
const shellAtOnce: Plugin = {
  name: 'shell-at-once',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const chunks = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? [one] : []));
      const shell = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith('/src/app/mount.tsx')));
      if (shell === undefined) throw new Error('The build has no chunk of src/app/mount.tsx to ask for early');
      const entry = chunks.filter(({ isEntry }) => isEntry).flatMap(({ fileName, imports }) => [fileName, ...imports]);
      const files = [shell.fileName, ...shell.imports].filter((file) => !entry.includes(file));
      return files.map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` }, injectTo: 'head' }));
    },
  },
};

/**
 * What pages share, in a few files instead of one for each set of pages that share a module: a request costs a round trip. Each group is a module with
 * all it imports that no earlier group has. What a page without a stage uses too belongs to `page`, or it fetches the stage for it.
 */
const groups = [
  { name: 'entry', test: /src\/(main\.tsx|app\/pages\.ts)$|vite\/preload-helper/, priority: 4 },
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
  { name: 'page', test: /src\/(app\/(mount|Header)\.tsx|base\/(hash|format)\.ts|views\/(classes|kinds)\.ts|engine\/picture\/sentences\.ts)$/, priority: 2 },
  { name: 'stage', test: /src\/app\/stage\/(StageFrame|Panel)\.tsx$/, priority: 1 },
];

export default defineConfig(({ mode }) => {
  const golden = mode === 'golden';
  return {
    base: './',
    plugins: [mdx, react(), policyOnlyWhenBuilt, shellAtOnce],
    worker: { format: 'es' },
    build: {
      target: 'es2022',
      sourcemap: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1000,
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
      rolldownOptions: { output: { codeSplitting: { groups } } },
    },
    server: { port: 5173 },
    preview: { port: 4173 },
    test: {
      environment: 'node',
      // The engine's proofs are all computing: half the processors idle would double the wait on a small machine.
      maxWorkers: golden ? 1 : '100%',
      include: golden ? ['src/proof/golden/**/*.test.ts'] : ['src/**/*.test.{ts,tsx}'],
      env: golden ? { EVENTUALLY_GOLDEN: 'all' } : {},
      testTimeout: golden ? 3_600_000 : 30_000,
    },
  };
});
