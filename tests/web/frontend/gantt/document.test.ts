import { addressFor, type TaskColumns } from "#frontend/gantt/document.ts";
import { applyChanges } from "#frontend/gantt/editing/answering.ts";
import { dateText, finishText, workingDaysText } from "#frontend/gantt/instants.ts";
import { expect, test } from "vitest";

test("changed columns are written over the rows with the same ids", () => {
  const tasks = { id: [7, 8, 9], start: [1, 2, 3], name: ["a", "b", "c"] } as unknown as TaskColumns;

  applyChanges(tasks, { id: [9, 7, 99], start: [30, null, 0] });

  expect(tasks).toEqual({ id: [7, 8, 9], start: [null, 2, 30], name: ["a", "b", "c"] });
});

test("an address takes the task's id", () => {
  expect(addressFor("/projects/1/tasks/{id}/move/", 48)).toBe("/projects/1/tasks/48/move/");
});

test("a finish at midnight belongs to the day before", () => {
  const midnight = Date.UTC(2027, 2, 13) / 60_000;

  expect([dateText(midnight), finishText(midnight), finishText(null)]).toEqual(["Mar 13, 2027", "Mar 12, 2027", "—"]);
});

test("working minutes read as days", () => {
  const texts = [480, 1200, -480, 0, null].map((minutes) => workingDaysText(minutes, 480));

  expect(texts).toEqual(["1 d", "2.5 d", "−1 d", "0 d", "—"]);
});
