import type { Shift } from "#frontend/gantt/document.ts";
import { dayNumber } from "#frontend/gantt/instants.ts";
import { WorkingDays } from "#frontend/gantt/working_days.ts";
import { expect, test } from "vitest";

const shifts: Shift[] = [[480, 1020]];
const week = [shifts, shifts, shifts, shifts, shifts, [], []];
const monday = dayNumber(2026, 10, 23);
const thanksgiving = monday + 3;

test("weekends and holidays are free", () => {
  const days = new WorkingDays({ week, exceptions: [[thanksgiving, thanksgiving, []]] });

  expect(days.freeRuns(monday, monday + 14)).toEqual([
    [thanksgiving, thanksgiving + 1],
    [monday + 5, monday + 7],
    [monday + 12, monday + 14],
  ]);
});

test("an exception can make a Saturday work", () => {
  const days = new WorkingDays({ week, exceptions: [[monday + 5, monday + 5, shifts]] });

  expect(days.freeRuns(monday, monday + 7)).toEqual([[monday + 6, monday + 7]]);
});

test("a step goes over free days, both ways", () => {
  const days = new WorkingDays({ week, exceptions: [] });

  expect([days.step(monday + 4, 1), days.step(monday + 7, -1)]).toEqual([monday + 7, monday + 4]);
});

test("a calendar without working days steps by days", () => {
  expect(new WorkingDays({ week: [[], [], [], [], [], [], []], exceptions: [] }).step(monday, 1)).toBe(monday + 1);
});
