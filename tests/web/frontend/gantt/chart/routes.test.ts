import { LinkType } from "#frontend/gantt/document.ts";
import { type Anchor, route } from "#frontend/gantt/chart/routes.ts";
import { expect, test } from "vitest";

function bar(row: number, left: number, right: number): Anchor {
  return { left, right, isPoint: false, top: row * 31 + 8, bottom: row * 31 + 21, rowTop: row * 31, rowBottom: row * 31 + 31 };
}

function milestone(row: number, x: number): Anchor {
  return { ...bar(row, x - 7, x + 7), isPoint: true };
}

test("finish to start goes along and drops onto the bar", () => {
  const found = route(LinkType.FinishStart, bar(0, 0, 100), bar(1, 110, 200));

  expect(found).toEqual({ line: "M100 14.5H117V39", arrow: "M117 39l-3.5 -5h7z" });
});

test("finish to start rises onto a bar above", () => {
  const found = route(LinkType.FinishStart, bar(1, 0, 100), bar(0, 110, 200));

  expect(found).toEqual({ line: "M100 45.5H117V21", arrow: "M117 21l-3.5 5h7z" });
});

test("finish to an earlier start goes back between the rows", () => {
  const found = route(LinkType.FinishStart, bar(0, 0, 100), bar(2, 60, 80));

  expect(found.line).toBe("M100 14.5H109V31H51V76.5H60");
});

test("a milestone's link to what starts right after leaves from its tip", () => {
  const found = route(LinkType.FinishStart, milestone(0, 100), bar(1, 100, 112));

  expect(found.line).toBe("M100 21V31H106V39");
});

test("start to start hooks around the left, finish to finish around the right", () => {
  const starts = route(LinkType.StartStart, bar(0, 50, 100), bar(1, 40, 80));
  const finishes = route(LinkType.FinishFinish, bar(0, 50, 100), bar(1, 40, 80));

  expect([starts.line, finishes.line]).toEqual(["M50 14.5H31V45.5H40", "M100 14.5H109V45.5H80"]);
});

test("start to finish runs leftward to the end of the bar", () => {
  const found = route(LinkType.StartFinish, bar(0, 100, 150), bar(1, 20, 60));

  expect(found).toEqual({ line: "M100 14.5H69V45.5H60", arrow: "M60 45.5l5 -3.5v7z" });
});
