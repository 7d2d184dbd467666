import { dayNumber, finishText, fullDayText, longDayText, monthDayText, monthText, monthYearText, workingDaysText } from "#frontend/gantt/instants.ts";
import { numberText } from "#frontend/texts.ts";
import { expect, test } from "vitest";

const DAYS = Array.from({ length: 800 }, (_, place) => dayNumber(2023, 10, 1) + place);

const asTheBrowser = (options: Intl.DateTimeFormatOptions): string[] => {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options });
  return DAYS.map((day) => format.format(day * 86_400_000));
};

test("days read as the browser's own formats write them", () => {
  expect(DAYS.map(monthText)).toEqual(asTheBrowser({ month: "short" }));
  expect(DAYS.map(monthYearText)).toEqual(asTheBrowser({ month: "long", year: "numeric" }));
  expect(DAYS.map(monthDayText)).toEqual(asTheBrowser({ month: "short", day: "numeric" }));
  expect(DAYS.map(fullDayText)).toEqual(asTheBrowser({ month: "short", day: "numeric", year: "numeric" }));
  expect(DAYS.map(longDayText)).toEqual(asTheBrowser({ weekday: "short", month: "short", day: "numeric", year: "numeric" }));
});

test("numbers read as the browser's own formats write them", () => {
  const numbers = [0, 7, 999, 1000, -1234, 12_345.678, 1_234_567, 0.5, -0.25, 2.00049];

  expect(numbers.map(numberText)).toEqual(numbers.map((number) => number.toLocaleString("en-US")));
});

test("a finish at midnight belongs to the day before, and undefined is a dash", () => {
  expect([finishText(dayNumber(2026, 10, 3) * 1440), finishText(null)]).toEqual(["Nov 2, 2026", "—"]);
  expect([workingDaysText(-480 * 1200, 480), workingDaysText(null, 480)]).toEqual(["−1,200 d", "—"]);
});
