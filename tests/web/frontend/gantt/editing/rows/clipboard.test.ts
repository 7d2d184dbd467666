import { textOf } from "#frontend/gantt/copying.ts";
import { rowsOf } from "#frontend/gantt/editing/rows/clipboard.ts";
import { expect, test } from "vitest";

test("what Excel copies is read as rows of cells", () => {
  expect(rowsOf("Write\t3d\r\nSign\t0d\r\n")).toEqual([
    ["Write", "3d"],
    ["Sign", "0d"],
  ]);
});

test("quoted cells hold tabs, lines and quotes", () => {
  expect(rowsOf('"two\nlines"\t"says ""yes"""\n')).toEqual([["two\nlines", 'says "yes"']]);
});

test("empty cells keep their place", () => {
  expect(rowsOf("a\t\tb\n\t\tc")).toEqual([
    ["a", "", "b"],
    ["", "", "c"],
  ]);
});

test("what is copied reads back the same", () => {
  const rows = [
    ["Plan \"B\"", "3d", ""],
    ["two\nlines", "", "12FS+2d"],
  ];

  expect(rowsOf(textOf(rows))).toEqual(rows);
});
