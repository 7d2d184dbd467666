import { queryOf, readAddress } from "#frontend/gantt/address.ts";
import type { ScheduleDocument } from "#frontend/gantt/document.ts";
import type { Filter } from "#frontend/gantt/filtering.ts";
import { arrangementOf } from "#frontend/gantt/matching.ts";
import { expect, test } from "vitest";

const schedule = {
  tasks: {
    uid: [1, 2, 3],
    name: ["Build", "Lay the cable", "Test the cable"],
    kind: ["summary", "task", "task"],
    responsible: ["", "Ann Kim", "Bo Diaz"],
    status: ["late", "done", "late"],
    critical: [1, 0, 1],
    phase: [0, 0, 0],
    start: [0, 0, 2880],
    finish: [4320, 1440, 4320],
    total_slack: [0, 960, null],
  },
  project: { minutes_per_day: 480 },
} as unknown as ScheduleDocument;

const found = (filter: Filter) => [0, 1, 2].filter(arrangementOf(filter, schedule).matches ?? (() => true));

test("conditions narrow the rows together", () => {
  expect([
    found({}),
    found({ q: "cable" }),
    found({ q: "cable", who: "Bo Diaz" }),
    found({ status: "late" }),
    found({ critical: "1" }),
    found({ from: "1970-01-03" }),
    found({ to: "1970-01-01", q: "cable" }),
  ]).toEqual([[0, 1, 2], [1, 2], [2], [2], [2], [0, 2], [1]]);
});

test("an order compares by a column, the undefined last", () => {
  const { compare } = arrangementOf({ sort: "-total_float" }, schedule);

  expect([2, 0, 1].sort(compare)).toEqual([1, 0, 2]);
});

test("what is seen stands in the address and is read back", () => {
  const seen = { filter: { q: "cable", critical: "1" }, columns: ["name", "finish"], zoom: "weeks", level: 2 } as const;

  const query = queryOf("?baseline=2", { ...seen, columns: [...seen.columns] });

  expect(query).toBe("baseline=2&q=cable&critical=1&columns=name,finish&zoom=weeks&level=2");
  expect(readAddress(`?${query}`)).toEqual(seen);
});
