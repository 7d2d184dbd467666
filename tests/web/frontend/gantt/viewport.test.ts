import { covers, NO_MARGIN, windowAround } from "#frontend/gantt/viewport.ts";
import { expect, test } from "vitest";

const visible = { scrollLeft: 5000, scrollTop: 31_000, width: 800, height: 620 };

test("the window holds what is visible and a margin", () => {
  expect(windowAround(visible, 10_000, 50_000)).toEqual({
    left: 4400,
    right: 6400,
    top: 990 * 31,
    bottom: 1030 * 31,
    firstRow: 990,
    lastRow: 1030,
  });
});

test("a small scroll stays inside the window, a large one does not", () => {
  const window = windowAround(visible, 10_000, 50_000);

  expect(covers(window, { ...visible, scrollTop: 31_200 }, 10_000, 50_000)).toBe(true);
  expect(covers(window, { ...visible, scrollTop: 33_000 }, 10_000, 50_000)).toBe(false);
  expect(covers(window, { ...visible, scrollLeft: 7000 }, 10_000, 50_000)).toBe(false);
});

test("the window of a short schedule ends with it", () => {
  const window = windowAround({ ...visible, scrollLeft: 0, scrollTop: 0 }, 3, 900);

  expect([window.firstRow, window.lastRow, window.right, window.bottom]).toEqual([0, 3, 900, 620]);
});

test("at first nothing but what is in sight is drawn", () => {
  const window = windowAround(visible, 10_000, 50_000, NO_MARGIN);

  expect([window.firstRow, window.lastRow, window.left, window.right]).toEqual([1000, 1020, 5000, 5800]);
  expect(covers(window, visible, 10_000, 50_000)).toBe(true);
});
