/** Sentences that wait for the page that comes next: what a link or file had to say when its run was opened. */
let waiting: readonly string[] = [];

export function tellNext(sentences: readonly string[]): void {
  waiting = sentences;
}

export function takeNotes(): readonly string[] {
  const told = waiting;
  waiting = [];
  return told;
}
