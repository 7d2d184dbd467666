import { progressLine, progressPoint } from "#frontend/gantt/chart/progress_line.ts";
import { Timeline } from "#frontend/gantt/chart/timeline.ts";
import { dayOf } from "#frontend/gantt/instants.ts";
import { expect, test } from "vitest";
import { instant, schedule } from "./plan.ts";

const { tasks } = schedule([
  { name: "Behind", days: [0, 4], percent: 25 },
  { name: "Ahead", days: [4, 8], percent: 75 },
  { name: "Done", days: [0, 2], percent: 100 },
  { name: "To come", days: [8, 9] },
]);
const timeline = new Timeline(dayOf(instant(0)), dayOf(instant(20)), 10);

test("work is as far as its share of the bar; what is done or to come lies on the status date", () => {
  const points = [0, 1, 2, 3].map((task) => progressPoint(tasks, task, instant(5)));

  expect(points).toEqual([instant(1), instant(7), instant(5), instant(5)]);
});

test("the line has a peak in each row whose work is elsewhere", () => {
  const path = progressLine(tasks, [0, 2, 1], 0, timeline, instant(5));

  expect(path).toBe("M50 0V2L10 14.5L50 29V31V62V64L70 76.5L50 91V93");
});
