import { next, type ShortcutGroup } from "#frontend/shortcuts.ts";
import { expect, test } from "vitest";

const run = () => undefined;
const GROUPS: ShortcutGroup[] = [
  { title: "Go to", shortcuts: [{ keys: "g p", label: "Portfolio", run }, { keys: "g w", label: "Weekly round", run }] },
  { title: "Anywhere", shortcuts: [{ keys: "?", label: "Help", run }, { keys: "p", label: "Print", run }] },
  { title: "Gantt", shortcuts: [{ keys: "x", label: "Listed only" }] },
];

function labels(keys: string[]): (string | undefined)[] {
  return keys.map((key) => next(key, GROUPS)?.label);
}

test("a single key acts at once, and two keys act one after the other", () => {
  expect(labels(["?", "g", "p", "p", "g", "w"])).toEqual([
    "Help",
    undefined,
    "Portfolio",
    "Print",
    undefined,
    "Weekly round",
  ]);
});

test("a key that leads nowhere begins anew, and what is only listed does nothing", () => {
  expect(labels(["g", "z", "p", "x", "g", "?", "g", "g", "p"])).toEqual([
    undefined,
    undefined,
    "Print",
    undefined,
    undefined,
    "Help",
    undefined,
    undefined,
    "Portfolio",
  ]);
});
