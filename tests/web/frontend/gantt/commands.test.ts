import type { Command, Gantt } from "#frontend/gantt/commands/command.ts";
import { changingCommands } from "#frontend/gantt/editing/commands/changing.ts";
import { clippingCommands } from "#frontend/gantt/editing/commands/clipping.ts";
import { planningCommands } from "#frontend/gantt/editing/commands/planning.ts";
import { typingCommands } from "#frontend/gantt/editing/commands/typing.ts";
import type { Editor } from "#frontend/gantt/editing/editor.ts";
import { MOVING } from "#frontend/gantt/commands/moving.ts";
import { SELECTING } from "#frontend/gantt/commands/selecting.ts";
import { COMMANDS, commandNamed, ROW_MENU, TOOLBAR } from "#frontend/gantt/commands/registry.ts";
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
    topic: "rows",
    keys: ["ArrowRight"],
    ...(isAllowed ? { isAllowed } : {}),
    run: () => undefined,
  });

  const found = commandFor(plain, [command("refused", () => false), command("taken"), command("late")], gantt);

  expect(found?.name).toBe("taken");
  expect(commandFor({ ...plain, ctrlKey: true }, [command("taken")], gantt)).toBeUndefined();
});

test("names of commands are unique, and toolbar and menu name commands that there are", () => {
  const editor = {} as Editor;
  const makers = [typingCommands, planningCommands, clippingCommands, changingCommands];
  const all = [...makers.flatMap((make) => make(editor)), ...MOVING, ...SELECTING, ...COMMANDS];
  const { editing, ...reading } = TOOLBAR;
  const named = [...editing.flat(), ...Object.values(reading).flat(), ...ROW_MENU.flat(), "zoom-in", "zoom-out"];

  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(named.filter((name) => !commandNamed(name, all))).toEqual(["copy"]);
});

test("keys of the browser's own are told and left to it", () => {
  const copy = { name: "copy", label: "Copy", topic: "editing", keys: ["Ctrl+C"], isNative: true, run: () => undefined } as const;

  expect(commandFor({ ...plain, key: "c", ctrlKey: true }, [copy], gantt)).toBeUndefined();
});
