import { coloringOf } from "#frontend/gantt/chart/coloring.ts";
import { expect, test } from "vitest";
import { schedule } from "./plan.ts";

test("by status, each task tells how it stands at the status date", () => {
  const plan = schedule([
    { name: "Done", days: [0, 2], percent: 100 },
    { name: "Overdue", days: [0, 4], percent: 50 },
    { name: "Slips", days: [4, 9], baseline: 8, percent: 10 },
    { name: "Runs", days: [4, 9], percent: 10 },
    { name: "Comes", days: [9, 12] },
  ]);

  const coloring = coloringOf(plan, "status");

  expect([0, 1, 2, 3, 4].map((task) => coloring.wordOf(task))).toEqual([
    "Finished", "Overdue", "Later than baseline", "In progress", "To come",
  ]);
  expect(coloring.legend).toEqual([
    [1, "Overdue"], [2, "Later than baseline"], [3, "In progress"], [4, "Finished"], [5, "To come"],
  ]);
});

test("by person, the busiest have a hue of their own and the rest share one", () => {
  const names = ["Ann", "Ann", ..."BCDEFGHIJ"];
  const coloring = coloringOf(schedule(names.map((responsible) => ({ name: "Work", responsible }))), "person");

  expect(coloring.hueOf(0)).toBe(1);
  expect(coloring.hueOf(10)).toBe(0);
  expect(coloring.legend.at(-1)).toEqual([0, "Others"]);
});

test("by phase, a single summary over all is the project and not a phase", () => {
  const plan = schedule([
    { name: "Project", kind: "summary" },
    { name: "Plan", level: 2, kind: "summary" },
    { name: "Charter", level: 3 },
    { name: "Build", level: 2, kind: "summary" },
    { name: "Cable", level: 3 },
  ]);

  const coloring = coloringOf(plan, "phase");

  expect([coloring.wordOf(2), coloring.wordOf(4)]).toEqual(["Plan", "Build"]);
  expect(coloring.legend).toEqual([[1, "Plan"], [2, "Build"]]);
});

test("by float, the label tells the days and the color the band", () => {
  const plan = schedule([{ name: "None" }, { name: "Little", float: 2 }, { name: "Much", float: 30 }]);

  const coloring = coloringOf(plan, "float");

  expect([0, 1, 2].map((task) => [coloring.hueOf(task), coloring.wordOf(task)])).toEqual([
    [1, "0 d"], [2, "2 d"], [5, "30 d"],
  ]);
});
