import { LIMITS } from "@punctual/interchange/limits";

/** Tasks in an order in which each comes after its parent. */
export interface Order {
  /** Indexes of all tasks that are below nothing of their own. */
  readonly order: readonly number[];
  /** Tasks that are their own ancestors. */
  readonly circular: readonly number[];
  /** Tasks with more ancestors than may be. */
  readonly tooDeep: readonly number[];
}

const UNKNOWN = -1;
const OPEN = -2;

/** Orders tasks; `parents` has the index of each one's parent, or -1. */
export function orderByDepth(parents: readonly number[]): Order {
  const depths = new Int32Array(parents.length).fill(UNKNOWN);
  const circular: number[] = [];
  for (let first = 0; first < parents.length; first += 1) {
    const path: number[] = [];
    let at = first;
    while (at >= 0 && depths[at] === UNKNOWN) {
      depths[at] = OPEN;
      path.push(at);
      at = parents[at] ?? -1;
    }
    // Back on this very path: from there on it goes in a circle.
    const circle = at >= 0 && depths[at] === OPEN ? path.slice(path.indexOf(at)) : [];
    circular.push(...circle);
    let depth = at >= 0 && circle.length === 0 ? (depths[at] ?? 0) : UNKNOWN;
    for (const index of path.toReversed()) {
      depth += 1;
      depths[index] = depth;
    }
  }
  const all = [...depths.keys()];
  const tooDeep = all.filter((index) => (depths[index] ?? 0) >= LIMITS.depth);
  const out = new Set([...circular, ...tooDeep]);
  const order = all.filter((index) => !out.has(index)).sort((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0));
  return { order, circular, tooDeep };
}
