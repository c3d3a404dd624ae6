import { uniformFloat32 } from "pure-rand/distribution/uniformFloat32";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Chance that is the same each time it begins from the same seed. */
export interface Random {
  /** From 0 up to, but not, 1. */
  next(): number;
  /** A whole number from 0 up to, but not, `below`. */
  below(below: number): number;
  /** True this often. @param share from 0 to 1 */
  chance(share: number): boolean;
  /** One of them, each as likely as it weighs. */
  weighted<T>(options: readonly (readonly [T, number])[]): T;
}

/** Begins from a seed: any whole number. */
export function randomFrom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  // The first ones still look like the seed.
  for (let i = 0; i < 32; i += 1) uniformFloat32(generator);
  const next = () => uniformFloat32(generator);
  return {
    next,
    below: (below) => Math.floor(next() * below),
    chance: (share) => next() < share,
    weighted(options) {
      let left = next() * options.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [option, weight] of options) {
        left -= weight;
        if (left < 0) return option;
      }
      const last = options.at(-1);
      if (!last) throw new Error("there is nothing to choose from");
      return last[0];
    },
  };
}

/**
 * Draws ranks from 0 to `size - 1` as often as Zipf's law has it: the second half as often as the first, the third a
 * third as often, and so on.
 */
export function zipf(size: number): (random: Random) => number {
  let sum = 0;
  const upTo = Float64Array.from({ length: size }, (_, rank) => {
    sum += 1 / (rank + 1);
    return sum;
  });
  return (random) => {
    const wanted = random.next() * sum;
    let [low, high] = [0, size - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
