import { expect, test } from "vitest";
import { hoursOf, hoursText } from "../../../src/milepost/web/frontend/timesheet_totals.ts";

test("hours are read as the server reads them, and what is no number counts for nothing", () => {
  expect(["7.5", " 8 ", "", "eight", "-1", "Infinity"].map(hoursOf)).toEqual([7.5, 8, 0, 0, 0, 0]);
});

test("hours are written with at most two decimals", () => {
  expect([0, 7.5, 0.1 + 0.2, 1000].map(hoursText)).toEqual(["0", "7.5", "0.3", "1,000"]);
});
