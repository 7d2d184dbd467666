import { codeOf, targetAt, withLink } from "#frontend/gantt/editing/bars/linking.ts";
import { Timeline } from "#frontend/gantt/chart/timeline.ts";
import { LinkType } from "#frontend/gantt/document.ts";
import { dayOf } from "#frontend/gantt/instants.ts";
import { expect, test } from "vitest";
import { instant, schedule } from "../../chart/plan.ts";

const plan = schedule([{ name: "Order", days: [0, 4] }, { name: "Install", days: [6, 10] }]);
const scene = { tasks: plan.tasks, rows: [0, 1], timeline: new Timeline(dayOf(instant(0)), dayOf(instant(20)), 10) };

test("the ends that a link joins make its type", () => {
  expect([codeOf("finish", "start"), codeOf("start", "start"), codeOf("finish", "finish"), codeOf("start", "finish")]).toEqual([
    "FS", "SS", "FF", "SF",
  ]);
});

test("a link meets the nearer end of the bar in the row", () => {
  expect(targetAt(scene, 65, 45)).toEqual({ task: 1, end: "start", x: 60, y: 45.5 });
  expect(targetAt(scene, 140, 45)).toEqual({ task: 1, end: "finish", x: 100, y: 45.5 });
  expect(targetAt(scene, 65, 200)).toBeUndefined();
});

test("a drawn link shows before the server knows it, and leaves the document as it was", () => {
  const drawn = withLink(plan, 100, 101, "SS");

  expect(drawn.links).toEqual({ predecessor: [0], successor: [1], type: [LinkType.StartStart], lag_text: [""], driving: [0] });
  expect(plan.links.predecessor).toEqual([]);
});
