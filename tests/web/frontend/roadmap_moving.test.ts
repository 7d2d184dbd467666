import { expect, test } from "vitest";
import { addressWith, daysOfKey, daysText } from "../../../src/milepost/web/frontend/roadmap/moving.ts";

const HERE = "https://city.example/roadmap/?group=type&shift=7:14";

test("a move stands in the address beside the others", () => {
  expect(addressWith(HERE, "9", -7)).toBe("https://city.example/roadmap/?group=type&shift=7:14&shift=9:-7");
});

test("a project moved again takes its new move", () => {
  expect(addressWith(HERE, "7", 21)).toBe("https://city.example/roadmap/?group=type&shift=7:21");
});

test("a project put back leaves the address", () => {
  expect(addressWith(HERE, "7", 0)).toBe("https://city.example/roadmap/?group=type");
});

test("moves read in weeks where they are whole", () => {
  expect([0, 7, 14, -7, 3, -1].map(daysText)).toEqual([
    "as planned",
    "1 week later",
    "2 weeks later",
    "1 week earlier",
    "3 days later",
    "1 day earlier",
  ]);
});

test("arrows move by a week, with shift by a day", () => {
  const keys: [string, boolean][] = [["ArrowRight", false], ["ArrowLeft", true], ["PageDown", false], ["Home", false], ["a", false]];
  expect(keys.map(([key, isFine]) => daysOfKey(key, isFine))).toEqual([7, -1, 28, null, undefined]);
});
