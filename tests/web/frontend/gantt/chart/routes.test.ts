import { LinkType } from "#frontend/gantt/document.ts";
import { type Anchor, distanceTo, endsOf, pathAlong, route } from "#frontend/gantt/chart/routes.ts";
import { expect, test } from "vitest";

function bar(row: number, left: number, right: number): Anchor {
  return { left, right, isPoint: false, top: row * 31 + 8, bottom: row * 31 + 21, rowTop: row * 31, rowBottom: row * 31 + 31 };
}

function milestone(row: number, x: number): Anchor {
  return { ...bar(row, x - 7, x + 7), isPoint: true };
}

test("a near successor is reached along and down onto its bar", () => {
  const found = route(LinkType.FinishStart, bar(0, 0, 100), bar(1, 105, 200));

  expect(found).toEqual({ points: [[100, 14.5], [112, 14.5], [112, 39]], arrow: "M112 39l-3.5 -5h7z" });
});

test("a far successor is reached between the rows, clear of the label beside the bar", () => {
  const found = route(LinkType.FinishStart, bar(0, 0, 100), bar(2, 300, 400));

  expect(found.points).toEqual([[100, 14.5], [109, 14.5], [109, 31], [307, 31], [307, 70]]);
});

test("finish to start rises onto a bar above", () => {
  const found = route(LinkType.FinishStart, bar(1, 0, 100), bar(0, 105, 200));

  expect(found).toEqual({ points: [[100, 45.5], [112, 45.5], [112, 21]], arrow: "M112 21l-3.5 5h7z" });
});

test("finish to an earlier start goes back between the rows", () => {
  const found = route(LinkType.FinishStart, bar(0, 0, 100), bar(2, 60, 80));

  expect(found.points).toEqual([[100, 14.5], [109, 14.5], [109, 31], [51, 31], [51, 76.5], [60, 76.5]]);
});

test("a milestone's link to what starts right after leaves from its tip", () => {
  const found = route(LinkType.FinishStart, milestone(0, 100), bar(1, 100, 112));

  expect(found.points).toEqual([[100, 21], [100, 31], [106, 31], [106, 39]]);
});

test("start to start hooks around the left, finish to finish around the right", () => {
  const starts = route(LinkType.StartStart, bar(0, 50, 100), bar(1, 40, 80));
  const finishes = route(LinkType.FinishFinish, bar(0, 50, 100), bar(1, 40, 80));

  expect(starts.points).toEqual([[50, 14.5], [31, 14.5], [31, 45.5], [40, 45.5]]);
  expect(finishes.points).toEqual([[100, 14.5], [109, 14.5], [109, 45.5], [80, 45.5]]);
});

test("start to finish runs leftward to the end of the bar", () => {
  const found = route(LinkType.StartFinish, bar(0, 100, 150), bar(1, 20, 60));

  expect(found).toEqual({ points: [[100, 14.5], [69, 14.5], [69, 45.5], [60, 45.5]], arrow: "M60 45.5l5 -3.5v7z" });
});

test("corners are rounded as far as the shorter side allows", () => {
  expect(pathAlong([[0, 0], [20, 0], [20, 4]])).toBe("M0 0L18 0Q20 0 20 2L20 4");
  expect(pathAlong([[0, 0], [20, 0], [20, 30]])).toBe("M0 0L16 0Q20 0 20 4L20 30");
});

test("a link is under the pointer when one of its pieces is near", () => {
  const points = [[0, 0], [20, 0], [20, 30]] as const;

  expect([distanceTo(points, 10, 3), distanceTo(points, 23, 34), distanceTo(points, 10, 0)]).toEqual([3, 5, 0]);
});

test("a long way is told by its two ends", () => {
  expect(endsOf([[0, 0], [10, 0], [10, 500], [30, 500]])).toEqual([
    [[0, 0], [10, 0], [10, 16]],
    [[10, 494], [10, 500], [30, 500]],
  ]);
});
