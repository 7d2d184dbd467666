import type { ScheduleDocument, TaskColumns } from "#frontend/gantt/document.ts";
import { roots, withIndented, withInserted, withMoved, withRemoved, withValues } from "#frontend/gantt/editing/draft.ts";
import { expect, test } from "vitest";

// 10 phase > 11, 12; 13 phase > 14; 11 -> 12 -> 14
const schedule = {
  tasks: {
    id: [10, 11, 12, 13, 14],
    uid: [1, 2, 3, 4, 5],
    parent: [-1, 0, 0, -1, 3],
    level: [1, 2, 2, 1, 2],
    name: ["phase", "a", "b", "close", "c"],
    kind: ["summary", "task", "task", "summary", "task"],
    percent: [0, 10, 0, 0, 0],
    phase: [0, 0, 0, 3, 3],
    wbs: ["1", "1.1", "1.2", "2", "2.1"],
  } as unknown as TaskColumns,
  links: { predecessor: [1, 2], successor: [2, 4], type: [1, 1], lag_text: ["", "+2d"], driving: [1, 0] },
} as unknown as ScheduleDocument;

const shape = ({ tasks }: ScheduleDocument) => tasks.id.map((id, task) => `${tasks.wbs[task]} ${id} ${tasks.kind[task]}`);

test("a new task stands before another on its level, and links go along", () => {
  const drawn = withInserted(schedule, -1, 12);

  expect(shape(drawn)).toEqual(["1 10 summary", "1.1 11 task", "1.2 -1 task", "1.3 12 task", "2 13 summary", "2.1 14 task"]);
  expect([drawn.links.predecessor, drawn.links.successor]).toEqual([[1, 3], [3, 5]]);
  expect(schedule.tasks.id).toEqual([10, 11, 12, 13, 14]);
});

test("a new task at the end takes the last one's level", () => {
  expect(shape(withInserted(schedule, -1, null)).at(-1)).toBe("2.2 -1 task");
});

test("a removed summary takes what it holds and their links along", () => {
  const drawn = withRemoved(schedule, [13]);

  expect([shape(drawn), drawn.links.lag_text]).toEqual([["1 10 summary", "1.1 11 task", "1.2 12 task"], [""]]);
});

test("indenting puts a task below the one above, which becomes a summary", () => {
  expect(shape(withIndented(schedule, [12], 1))).toEqual([
    "1 10 summary",
    "1.1 11 summary",
    "1.1.1 12 task",
    "2 13 summary",
    "2.1 14 task",
  ]);
});

test("the first task and those that are as deep as can be stay where they are", () => {
  expect(shape(withIndented(schedule, [10, 11], 1))).toEqual(shape(schedule));
});

test("a summary that loses all it held is a task again", () => {
  expect(shape(withIndented(schedule, [14], -1)).slice(3)).toEqual(["2 13 task", "3 14 task"]);
});

test("tasks move with what they hold", () => {
  expect(shape(withMoved(schedule, [13], 11))).toEqual([
    "1 10 summary",
    "1.1 13 summary",
    "1.1.1 14 task",
    "1.2 11 task",
    "1.3 12 task",
  ]);
});

test("values are drawn without touching the document", () => {
  const drawn = withValues(schedule, [11], () => ({ percent: 50 }));

  expect([drawn.tasks.percent[1], schedule.tasks.percent[1]]).toEqual([50, 10]);
});

test("of a family the first one stands for all", () => {
  expect(roots(schedule.tasks, [14, 13, 11])).toEqual([1, 3]);
});
