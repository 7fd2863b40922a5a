/** Which hints this browser has shown; for the visit only, where nothing may be stored. */
const NAME = 'eventually/hints';
let seen: readonly string[] | null = null;

export function hintsSeen(): readonly string[] {
  if (seen !== null) return seen;
  try {
    seen = (localStorage.getItem(NAME) ?? '').split(' ').filter((id) => id !== '');
  } catch {
    seen = [];
  }
  return seen;
}

export function noteHint(id: string): void {
  seen = [...new Set([...hintsSeen(), id])];
  try {
    localStorage.setItem(NAME, seen.join(' '));
  } catch {
    // It is then shown again at the next visit.
  }
}
