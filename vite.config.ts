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

export default defineConfig(({ mode }) => {
  const golden = mode === 'golden';
  return {
    base: './',
    plugins: [mdx, react(), policyOnlyWhenBuilt],
    worker: { format: 'es' },
    build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 1000, reportCompressedSize: false },
    server: { port: 5173 },
    preview: { port: 4173 },
    test: {
      environment: 'node',
      include: golden ? ['src/proof/golden/**/*.test.ts'] : ['src/**/*.test.{ts,tsx}'],
      env: golden ? { EVENTUALLY_GOLDEN: 'all' } : {},
      testTimeout: golden ? 600_000 : 30_000,
    },
  };
});
