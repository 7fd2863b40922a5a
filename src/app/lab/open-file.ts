/** From what a link or a file holds to a run of its own in the Lab. Each says in a sentence why nothing could be opened; null where a run was. */
import { recordOfFile, tooLarge } from '../../state/kept/file.ts';
import type { Reading } from '../../state/kept/record.ts';
import { openInLab } from '../kept.ts';
import { tellNext } from './notes.ts';

export function openReading(reading: Reading): string | null {
  const record = reading.ok ? reading.record : reading.salvaged;
  if (record === null) return reading.ok ? null : reading.message;
  tellNext(reading.ok ? reading.warnings : [reading.message]);
  openInLab({ ...record, id: '' });
  return null;
}

export async function openFile(file: File): Promise<string | null> {
  const large = tooLarge(file.size);
  if (large !== null) return large;
  try {
    return openReading(recordOfFile(await file.text(), file.size));
  } catch {
    // A folder, or a file that went away in the meantime.
    return `The file “${file.name}” could not be read.`;
  }
}
