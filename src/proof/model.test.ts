/** What MODEL.md and the map name must be there: a path that moved would send a reader nowhere. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = join(import.meta.dirname, '..');

/** Paths of files and folders between backticks. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`((?:[\w-]+\/)+[\w.-]*)`/g)].map(([, path]) => path);
}

/** True where the path is there, from the sources, the project or, in MODEL.md, from the engine. */
function stands(path: string): boolean {
  return [join(src, 'engine', path), join(src, path), join(src, '..', path)].some((full) => existsSync(full));
}

describe.each(['engine/MODEL.md', 'README.md'])('src/%s', (file) => {
  it('names only what is there', () => {
    const paths = pathsIn(readFileSync(join(src, file), 'utf8'));
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !stands(path))).toEqual([]);
  });
});
