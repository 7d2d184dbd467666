import { written } from "#frontend/gantt/commands/telling.ts";
import { expect, test } from "vitest";

test("chords are shown as the keys are labeled", () => {
  expect(["Alt+Shift+ArrowRight", "Ctrl+Z", "Delete", "+", "Ctrl++"].map(written)).toEqual([
    "Alt Shift →",
    "Ctrl Z",
    "Del",
    "+",
    "Ctrl +",
  ]);
});
