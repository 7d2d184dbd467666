import type { Command, Gantt } from "#frontend/gantt/commands/command.ts";
import { COMMANDS, commandNamed, TOOLBAR } from "#frontend/gantt/commands/registry.ts";
import { chordOf, chordText, commandFor } from "#frontend/gantt/keyboard.ts";
import { expect, test } from "vitest";

const plain = { key: "ArrowRight", altKey: false, shiftKey: false, ctrlKey: false, metaKey: false };
const gantt = {} as Gantt;

test("a chord names the modifiers in one order, and Command counts as Ctrl", () => {
  expect([
    chordOf(plain),
    chordOf({ ...plain, altKey: true, shiftKey: true }),
    chordOf({ ...plain, key: "z", metaKey: true, shiftKey: true }),
    chordOf({ ...plain, key: "?", shiftKey: true }),
    chordOf({ ...plain, key: " ", shiftKey: true }),
  ]).toEqual(["ArrowRight", "Alt+Shift+ArrowRight", "Ctrl+Shift+Z", "?", "Shift+ "]);
});

test("a chord reads as on a keyboard", () => {
  expect(["Alt+Shift+ArrowRight", "Ctrl++", "+", "Ctrl+-", "Shift+ "].map(chordText)).toEqual([
    "Alt + Shift + →",
    "Ctrl + +",
    "+",
    "Ctrl + -",
    "Shift + Space",
  ]);
});

test("a key means the first of its commands that is allowed", () => {
  const command = (name: string, isAllowed?: () => boolean): Command => ({
    name,
    label: name,
    topic: "Rows",
    keys: ["ArrowRight"],
    ...(isAllowed ? { isAllowed } : {}),
    run: () => undefined,
  });

  const found = commandFor(plain, [command("refused", () => false), command("taken"), command("late")], gantt);

  expect(found?.name).toBe("taken");
  expect(commandFor({ ...plain, ctrlKey: true }, [command("taken")], gantt)).toBeUndefined();
});

test("names of commands are unique, and the toolbar names commands that there are", () => {
  expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length);
  expect(Object.values(TOOLBAR).flat().map((name) => commandNamed(name).name)).toEqual(Object.values(TOOLBAR).flat());
});
