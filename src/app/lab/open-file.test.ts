/** What becomes of a file that cannot be opened: a sentence that says why, and no run. */
import { describe, expect, it, vi } from 'vitest';
import { MAX_FILE_BYTES } from '../../state/kept/file.ts';

// The page's shelf looks at the browser when it is made.
vi.stubGlobal('navigator', { hardwareConcurrency: 1 });
const { openFile } = await import('./open-file.ts');
const { whyNotOne } = await import('./gallery/use-file-drop.ts');

const fileOf = (name: string, size: number, text: () => Promise<string>) => ({ name, size, text }) as File;

describe('a file that is given to the Lab', () => {
  it('is not read at all where it is too large', async () => {
    const text = vi.fn(() => Promise.resolve(''));
    expect(await openFile(fileOf('big.json', 2 * MAX_FILE_BYTES, text))).toMatch(/^This file has 40 MB, and at most 20 MB can be read/);
    expect(text).not.toHaveBeenCalled();
  });

  it('is named where the browser cannot read it', async () => {
    expect(await openFile(fileOf('folder', 10, () => Promise.reject(new Error())))).toBe('The file “folder” could not be read.');
  });

  it('says what it is not', async () => {
    expect(await openFile(fileOf('a.json', 2, () => Promise.resolve('[]')))).toBe(
      'The file holds neither a run nor a scenario: it holds no object; nothing could be read.',
    );
  });

  it('comes alone', () => {
    const one = fileOf('a.json', 2, () => Promise.resolve('[]'));
    expect(whyNotOne([one])).toBeNull();
    expect(whyNotOne([one, one])).toBe('2 files were dropped. Drop one at a time.');
    expect(whyNotOne([])).toBe('What was dropped is not a file.');
  });
});
