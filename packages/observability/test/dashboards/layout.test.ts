import { expect, test } from "vitest";
import { flow } from "../../src/dashboards/layout.ts";

const box = (width: number, height: number) => ({ width, height });

test("boxes stand side by side while there is room", () => {
  expect(flow([box(8, 4), box(16, 2)], 5)).toEqual({
    places: [
      { x: 0, y: 5, w: 8, h: 4 },
      { x: 8, y: 5, w: 16, h: 2 },
    ],
    bottom: 9,
  });
});

test("one that doesn't fit goes below the tallest of its line", () => {
  const { places, bottom } = flow([box(10, 4), box(10, 8), box(10, 3)], 0);
  expect(places[2]).toEqual({ x: 0, y: 8, w: 10, h: 3 });
  expect(bottom).toBe(11);
});

test("nothing takes no room", () => {
  expect(flow([], 7)).toEqual({ places: [], bottom: 7 });
});
