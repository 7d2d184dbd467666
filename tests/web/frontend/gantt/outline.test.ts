import type { TaskColumns } from "#frontend/gantt/document.ts";
import { Outline } from "#frontend/gantt/outline.ts";
import { expect, test } from "vitest";

// 0 whole > 1 phase > 2, 3; 0 whole > 4 phase > 5
const tasks = { id: [10, 11, 12, 13, 14, 15], parent: [-1, 0, 1, 1, 0, 4], level: [1, 2, 3, 3, 2, 3] } as unknown as TaskColumns;

test("all rows are visible at first", () => {
  expect(new Outline(tasks, new Set()).visible).toEqual([0, 1, 2, 3, 4, 5]);
});

test("a collapsed summary hides what lies below it", () => {
  const outline = new Outline(tasks, new Set());

  outline.setExpanded(1, false);

  expect([outline.visible, outline.rowOf(4), outline.rowOf(2)]).toEqual([[0, 1, 4, 5], 2, undefined]);
});

test("what was collapsed stays so in the next document", () => {
  const collapsed = new Set<number>();
  new Outline(tasks, collapsed).setExpanded(4, false);

  expect(new Outline(tasks, collapsed).visible).toEqual([0, 1, 2, 3, 4]);
});

test("a hidden task is found at its nearest visible summary, and can be revealed", () => {
  const outline = new Outline(tasks, new Set());
  outline.expandTo(1);

  expect(outline.visibleAbove(3)).toBe(0);
  outline.reveal(3);
  expect(outline.visible).toEqual([0, 1, 2, 3, 4]);
});

test("the outline opens down to a level", () => {
  const outline = new Outline(tasks, new Set());

  outline.expandTo(2);

  expect(outline.visible).toEqual([0, 1, 4]);
});

test("a filter keeps the summaries above what matches", () => {
  const outline = new Outline(tasks, new Set(), { matches: (task) => task === 5 });

  expect(outline.visible).toEqual([0, 4, 5]);
});

test("an order of its own shows the tasks without their summaries", () => {
  const outline = new Outline(tasks, new Set(), { compare: (one, other) => other - one });

  expect([outline.visible, outline.isExpandable(0)]).toEqual([[5, 3, 2], false]);
});
