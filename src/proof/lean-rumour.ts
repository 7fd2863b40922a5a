/**
 * Rumour mongering (Demers et al. 1987, section 1.4) as the leanest loop that can compute it, sharing no code with the engine: an oracle
 * for tables 1 to 3 over thousands of runs. Cycles are synchronous, and feedback is judged by what the hearer held when the cycle began;
 * `immediate` has it judged contact by contact, as the differential equation of the paper does.
 */

export interface LeanStyle {
  readonly pull: boolean;
  readonly feedback: boolean;
  readonly counter: boolean;
  readonly k: number;
  /** Push only: contacts one after the other, each seen at once, and no contact that was needed makes up for earlier vain ones. */
  readonly immediate?: boolean;
}

export interface LeanRumour {
  /** The share that never heard. */
  readonly residue: number;
  /** Updates sent, for each site. */
  readonly updates: number;
  /** The cycle in which the last that ever heard did. */
  readonly last: number;
}

interface Sites {
  /** 0: has not heard; 1: hot; 2: heard and no longer interested. */
  readonly state: Uint8Array;
  readonly vain: Int32Array;
  hot: number;
  heard: number;
  sent: number;
}

/** One run among n sites of which the first has the news; `random` gives uniform numbers in [0, 1). */
export function leanRumour(n: number, style: LeanStyle, random: () => number): LeanRumour {
  const sites: Sites = { state: new Uint8Array(n), vain: new Int32Array(n), hot: 1, heard: 1, sent: 0 };
  sites.state[0] = 1;
  let last = 0;
  for (let cycle = 1; sites.hot > 0; cycle++) {
    const before = sites.heard;
    if (style.pull) pullCycle(sites, style, random);
    else pushCycle(sites, style, random);
    if (sites.heard > before) last = cycle;
  }
  return { residue: 1 - sites.heard / n, updates: sites.sent / n, last };
}

function other(n: number, self: number, random: () => number): number {
  const drawn = Math.floor(random() * (n - 1));
  return drawn < self ? drawn : drawn + 1;
}

function hear(sites: Sites, site: number): void {
  if (sites.state[site] !== 0) return;
  sites.state[site] = 1;
  sites.hot++;
  sites.heard++;
}

/** One more vain contact, or cycle: interest goes with the k-th in a row, or by a coin of 1/k. */
function tire(sites: Sites, site: number, { counter, k }: LeanStyle, random: () => number): void {
  const gone = counter ? ++sites.vain[site] >= k : random() < 1 / k;
  if (!gone) return;
  sites.state[site] = 2;
  sites.hot--;
}

function pushCycle(sites: Sites, style: LeanStyle, random: () => number): void {
  const { state } = sites;
  const tellers: number[] = [];
  for (let site = 0; site < state.length; site++) if (state[site] === 1) tellers.push(site);
  const before = style.immediate === true ? state : state.slice();
  for (const teller of tellers) {
    const target = other(state.length, teller, random);
    sites.sent++;
    const needed = before[target] === 0;
    hear(sites, target);
    if (needed && style.feedback) {
      if (style.immediate !== true) sites.vain[teller] = 0;
    } else tire(sites, teller, style, random);
  }
}

function pullCycle(sites: Sites, style: LeanStyle, random: () => number): void {
  const { state } = sites;
  const before = state.slice();
  /** By source: 1 where somebody pulled, 2 where somebody needed it. */
  const pulled = new Uint8Array(state.length);
  for (let site = 0; site < state.length; site++) {
    const source = other(state.length, site, random);
    if (before[source] !== 1) continue;
    sites.sent++;
    if (before[site] === 0) pulled[source] = 2;
    else if (pulled[source] === 0) pulled[source] = 1;
    hear(sites, site);
  }
  for (let source = 0; source < state.length; source++) {
    if (pulled[source] === 2 && style.feedback) sites.vain[source] = 0;
    else if (pulled[source] !== 0) tire(sites, source, style, random);
  }
}
