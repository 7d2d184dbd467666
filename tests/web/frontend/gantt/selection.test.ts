import { Selection } from "#frontend/gantt/selection.ts";
import { expect, test } from "vitest";

const ROWS = [1, 2, 3, 4, 5];

test("a range goes from where the selection began, both ways", () => {
  const selection = new Selection();
  selection.set(3, "name");

  selection.extendTo(5, "name", ROWS);
  expect([...selection.ids]).toEqual([3, 4, 5]);
  selection.extendTo(2, "duration", ROWS);

  expect([[...selection.ids], selection.activeId, selection.anchorColumn, selection.column]).toEqual([
    [2, 3],
    2,
    "name",
    "duration",
  ]);
});

test("rows are added one by one, and taken out again", () => {
  const selection = new Selection();
  selection.set(1);

  selection.toggle(4);
  selection.toggle(1);

  expect([...selection.ids]).toEqual([4]);
});

test("a task that is gone gives way to the one in its row", () => {
  const selection = new Selection();
  selection.set(3, "name");

  selection.keepOnly((id) => id !== 3, 4);

  expect([selection.activeId, [...selection.ids], selection.column]).toEqual([4, [4], "name"]);
});

test("a task keeps the selection when the server gives it its id", () => {
  const selection = new Selection();
  selection.set(-1, "duration");

  selection.rename(-1, 70);

  expect([selection.activeId, selection.has(70)]).toEqual([70, true]);
});
