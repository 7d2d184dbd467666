import { coloringOf } from "#frontend/gantt/chart/coloring.ts";
import { expect, test } from "vitest";
import { schedule } from "./plan.ts";

test("by status, a task is colored by how it stands", () => {
  const plan = schedule([{ name: "Run", status: "in progress" }, { name: "Slip", status: "late" }, { name: "End", status: "done" }]);

  const coloring = coloringOf(plan, "status");

  expect([0, 1, 2].map((task) => coloring.wordOf(task))).toEqual(["In progress", "Late", "Done"]);
  expect(coloring.legend).toEqual([[1, "Late"], [3, "In progress"], [4, "Done"]]);
});

test("by person, the busiest have a hue of their own and the rest share one", () => {
  const names = ["Ann", "Ann", ..."BCDEFGHIJ"];
  const coloring = coloringOf(schedule(names.map((responsible) => ({ name: "Work", responsible }))), "person");

  expect(coloring.hueOf(0)).toBe(3);
  expect(coloring.hueOf(10)).toBe(0);
  expect(coloring.legend.at(-1)).toEqual([0, "Others"]);
});

test("by phase, each phase has a hue, in the order of the plan", () => {
  const plan = schedule([
    { name: "Plan", kind: "summary" },
    { name: "Charter", level: 2 },
    { name: "Build", kind: "summary" },
    { name: "Cable", level: 2 },
    { name: "Rack", level: 2 },
  ]);

  const coloring = coloringOf(plan, "phase");

  expect([coloring.wordOf(1), coloring.wordOf(3)]).toEqual(["Plan", "Build"]);
  expect(coloring.legend).toEqual([[3, "Plan"], [5, "Build"]]);
});

test("by float, the label tells the days and the color the band", () => {
  const plan = schedule([{ name: "None" }, { name: "Little", float: 2 }, { name: "Much", float: 30 }]);

  const coloring = coloringOf(plan, "float");

  expect([0, 1, 2].map((task) => [coloring.hueOf(task), coloring.wordOf(task)])).toEqual([
    [1, "0 d"], [2, "2 d"], [5, "30 d"],
  ]);
});
