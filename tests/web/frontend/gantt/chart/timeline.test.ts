import { dayNumber } from "#frontend/gantt/instants.ts";
import { pixelsPerDayOf, Timeline, type Zoom } from "#frontend/gantt/chart/timeline.ts";
import { expect, test } from "vitest";

const first = dayNumber(2026, 10, 23); // a Monday

function labels(zoom: Zoom, days: number): string[][] {
  const timeline = new Timeline(first, first + days, pixelsPerDayOf(zoom));
  const name = ({ label }: { label: string }): string => label;
  return [timeline.upperTicks(0, timeline.width).map(name), timeline.lowerTicks(0, timeline.width).map(name)];
}

test("days stand under their week", () => {
  expect(labels("days", 7)).toEqual([["Week of Nov 23, 2026"], ["23", "24", "25", "26", "27", "28", "29"]]);
});

test("weeks stand under their month", () => {
  expect(labels("weeks", 21)).toEqual([["November 2026", "December 2026"], ["Nov 23", "Nov 30", "Dec 7"]]);
});

test("months stand under their quarter", () => {
  expect(labels("months", 60)).toEqual([["Q4 2026", "Q1 2027"], ["Nov", "Dec", "Jan"]]);
});

test("quarters stand under their year", () => {
  expect(labels("quarters", 100)).toEqual([["2026", "2027"], ["Q4", "Q1"]]);
});

test("a place leads back to its instant", () => {
  const timeline = new Timeline(first, first + 30, 11);

  expect(timeline.instantAt(timeline.x((first + 3) * 1440 + 480))).toBe((first + 3) * 1440 + 480);
});

test("a scale too small for quarters counts years", () => {
  expect(new Timeline(first, first + 5000, 0.1).tier).toBe("years");
});

test("hours stand under their day", () => {
  const [days, hours] = labels("hours", 1);

  expect(days).toEqual(["Mon, Nov 23, 2026"]);
  expect(hours).toEqual(["12 AM", "2 AM", "4 AM", "6 AM", "8 AM", "10 AM", "12 PM", "2 PM", "4 PM", "6 PM", "8 PM", "10 PM"]);
});
