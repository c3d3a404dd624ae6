import { orderByDepth } from "@punctual/chat-api/interchange/order";
import fc from "fast-check";
import { expect, test } from "vitest";

test("puts each task after its parent, however they come", () => {
  const forest = fc.array(fc.nat(), { maxLength: 60 }).chain((picks) =>
    fc.shuffledSubarray([...picks.keys()], { minLength: picks.length }).map((names) => {
      // Each hangs below one before it, or nothing; then all get other numbers.
      const parents: number[] = Array(picks.length).fill(-1);
      picks.forEach((pick, i) => {
        const parent = pick % (i + 1);
        parents[names[i] ?? 0] = parent === i ? -1 : (names[parent] ?? -1);
      });
      return parents;
    }),
  );
  fc.assert(
    fc.property(forest, (parents) => {
      const { order, circular, tooDeep } = orderByDepth(parents);
      expect({ circular, tooDeep }).toEqual({ circular: [], tooDeep: [] });
      expect(order.toSorted((a, b) => a - b)).toEqual([...parents.keys()]);
      const place = new Map(order.map((index, i) => [index, i]));
      for (const [index, parent] of parents.entries()) {
        if (parent >= 0) expect(place.get(parent)).toBeLessThan(place.get(index) ?? -1);
      }
    }),
  );
});

test("finds those that go in a circle, and not those that hang below it", () => {
  // 0 → 1 → 2 → 0; 3 below 1; 4 its own parent; 5 free.
  const { order, circular } = orderByDepth([1, 2, 0, 1, 4, -1]);
  expect(circular.toSorted()).toEqual([0, 1, 2, 4]);
  expect(order.toSorted()).toEqual([3, 5]);
});

test("finds those that are too deep", () => {
  const { order, tooDeep } = orderByDepth(Array.from({ length: 103 }, (_, i) => i - 1));
  expect(order).toHaveLength(100);
  expect(tooDeep).toEqual([100, 101, 102]);
});
