/** Columns of Grafana's grid. */
const COLUMNS = 24;

/** Where a panel is on the grid. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * Puts boxes side by side, and those that don't fit on a line below it, from a height on.
 *
 * @returns their places, in order, and the first height that is free below them
 */
export function flow(
  boxes: readonly { readonly width: number; readonly height: number }[],
  top: number,
): { places: Place[]; bottom: number } {
  let [x, y, bottom] = [0, top, top];
  const places = boxes.map(({ width: w, height: h }) => {
    if (x + w > COLUMNS) [x, y] = [0, bottom];
    const place = { x, y, w, h };
    x += w;
    bottom = Math.max(bottom, y + h);
    return place;
  });
  return { places, bottom };
}
