import { drivingChain } from "#frontend/gantt/chart/chains.ts";
import { expect, test } from "vitest";
import { schedule } from "./plan.ts";

test("the chain goes back over the links that drive, to the first task", () => {
  const plan = schedule(
    [{ name: "First" }, { name: "Other" }, { name: "Second", driver: 0 }, { name: "Third", driver: 2 }],
    [[0, 2], [1, 2], [2, 3]],
  );

  expect([...drivingChain(plan, 3)]).toEqual([2, 0]);
  expect([...drivingChain(plan, 0)]).toEqual([]);
  expect([...drivingChain(plan, -1)]).toEqual([]);
});

test("through a summary it goes on from what finishes last within", () => {
  const plan = schedule(
    [
      { name: "Before", days: [0, 1] },
      { name: "Phase", kind: "summary", days: [0, 5] },
      { name: "Short", level: 2, days: [0, 2] },
      { name: "Long", level: 2, days: [1, 5], driver: 0 },
      { name: "After", days: [5, 6], driver: 1 },
    ],
    [[0, 3], [1, 4]],
  );

  expect([...drivingChain(plan, 4)]).toEqual([1, 0]);
});
