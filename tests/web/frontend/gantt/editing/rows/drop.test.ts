import { commandsFor, dropAt } from "#frontend/gantt/editing/rows/drop.ts";
import { expect, test } from "vitest";
import { schedule } from "../../chart/plan.ts";

// 100 phase > 101, 102; 103 close > 104; 105
const { tasks } = schedule([
  { name: "phase", kind: "summary" },
  { name: "a", level: 2 },
  { name: "b", level: 2 },
  { name: "close", kind: "summary" },
  { name: "c", level: 2 },
  { name: "done", kind: "milestone" },
]);
const rows = tasks.id.map((_, task) => task);

test("between two tasks of a summary a row goes on their level, before the second", () => {
  const drop = dropAt(tasks, rows, [105], 2, 1)!;

  expect(drop).toEqual({ row: 2, level: 2, holder: 0 });
  expect(commandsFor(tasks, rows, [105], drop)).toEqual([{ do: "move", tasks: [105], before: 102 }]);
});

test("below the last of a summary the level decides whether the row goes into it or behind it", () => {
  const [inside, behind] = [dropAt(tasks, rows, [105], 3, 2)!, dropAt(tasks, rows, [105], 3, 1)!];

  expect(commandsFor(tasks, rows, [105], inside)).toEqual([{ do: "move", tasks: [105], before: null, under: 100 }]);
  expect(commandsFor(tasks, rows, [105], behind)).toEqual([{ do: "move", tasks: [105], before: 103 }]);
});

test("a level deeper than the row above makes that one a summary, and a milestone holds nothing", () => {
  expect(commandsFor(tasks, rows, [105], dropAt(tasks, rows, [105], 3, 9)!)).toEqual([{ do: "move", tasks: [105], before: null, under: 102 }]);
  expect(dropAt(tasks, rows, [101], 6, 9)).toEqual({ row: 6, level: 1, holder: -1 });
});

test("a summary is not dropped within itself, but may change its level where it is", () => {
  expect(dropAt(tasks, rows, [100], 2, 1)).toBeUndefined();
  expect(commandsFor(tasks, rows, [103], dropAt(tasks, rows, [103], 3, 2)!)).toEqual([{ do: "move", tasks: [103], before: null, under: 100 }]);
});

test("behind a deep last row the first level is reached by steps", () => {
  const short = rows.slice(0, 5);

  expect(commandsFor(tasks, short, [101], dropAt(tasks, short, [101], 5, 1)!)).toEqual([
    { do: "move", tasks: [101], before: null },
    { do: "outdent", tasks: [101] },
  ]);
});
