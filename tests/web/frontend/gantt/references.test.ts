import { isProject, referenceOf, taskNamed } from "#frontend/gantt/references.ts";
import type { ScheduleDocument } from "#frontend/gantt/document.ts";
import { expect, test } from "vitest";
import { schedule } from "./chart/plan.ts";

const plan = schedule([{ name: "Order", days: [0, 4] }, { name: "Install", days: [6, 10] }]);

// Two projects of one template: their tasks share IDs and names.
const several = {
  project: { id: 0 },
  tasks: {
    id: [-8, 81, 82, -9, 91, 92],
    uid: ["", 1, 2, "", 1, 2],
    parent: [-1, 0, 1, -1, 3, 4],
    wbs: ["P-2026-008", "P-2026-008 1", "P-2026-008 1.1", "P-2026-009", "P-2026-009 1", "P-2026-009 1.1"],
    name: ["P-2026-008 Network", "Order", "Install", "P-2026-009 Phones", "Order", "Install"],
  },
} as unknown as ScheduleDocument;

test("a task is named by its ID, by what is proposed, or by its name", () => {
  expect(["2", "2 · Install", "install", "3", "", "Nothing"].map((typed) => taskNamed(plan, typed, 0))).toEqual([1, 1, 1, undefined, undefined, undefined]);
});

test("in a chart of several projects the ID has the number of its own", () => {
  expect([referenceOf(plan, 1), referenceOf(several, 2), referenceOf(several, 5)]).toEqual(["2", "P-2026-008\\2", "P-2026-009\\2"]);
});

test("where projects share IDs and names, a number chooses, and without one the project beside", () => {
  const named = (typed: string): (number | undefined)[] => [2, 5].map((near) => taskNamed(several, typed, near));

  expect(named("P-2026-009\\2 · Install")).toEqual([5, 5]);
  expect(named("p-2026-008\\1")).toEqual([1, 1]);
  expect(named("2")).toEqual([2, 5]);
  expect(named("Order")).toEqual([1, 4]);
});

test("the row of a project is no task", () => {
  expect([isProject(several, 3), isProject(several, 4), isProject(plan, 0)]).toEqual([true, false, false]);
  expect(taskNamed(several, "P-2026-009 Phones", 1)).toBeUndefined();
});
