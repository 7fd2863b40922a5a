/** Where the rows of the track stand, from the top: a row per lane, then one per other run, then the axis. Shared by the drawing and the buttons over it. */

export const TOP = 30;
export const ROW = 34;
export const BRANCH = 28;
const FOOT = 46;

export interface Measures {
  readonly rows: number;
  readonly branches: number;
}

export function railY(row: number): number {
  return TOP + ROW * row;
}

/** The line of another run, in the middle of its button. */
export function branchY({ rows }: Measures, branch: number): number {
  return railY(rows - 1) + 12 + BRANCH * (branch + 0.5);
}

export function trackHeight({ rows, branches }: Measures): number {
  return railY(rows - 1) + FOOT + (branches > 0 ? BRANCH * branches - 6 : 0);
}
