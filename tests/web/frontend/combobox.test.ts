import { asking } from "#frontend/combobox.ts";
import { folded, matching } from "#frontend/select_combobox.ts";
import type { Option } from "#frontend/listbox.ts";
import { nextItem } from "#frontend/menu.ts";
import { expect, test } from "vitest";

const PEOPLE: Option[] = [
  { value: "1", label: "Rosa Ortiz", note: "Police" },
  { value: "2", label: "José Núñez", note: "Fire" },
  { value: "3", label: "Ortrud Kim", note: "Fire" },
];

test("texts are compared without accents and case", () => {
  expect(folded("José NÚÑEZ")).toBe("jose nunez");
});

test("every word typed must occur, and those that begin with it come first", () => {
  const found = ["ort", "nunez fire", "fire ort", "nobody"].map((query) =>
    matching(PEOPLE, query).map(({ value }) => value),
  );

  expect(found).toEqual([["3", "1"], ["2"], ["3"], []]);
});

test("only the latest question is answered", async () => {
  const answers: string[] = [];
  const ask = asking(
    async (query) => [{ value: query, label: query }],
    (options) => answers.push(options[0]?.value ?? ""),
    0,
  );

  ask("r");
  ask("ro");
  await new Promise((resolve) => setTimeout(resolve, 20));

  expect(answers).toEqual(["ro"]);
});

test("arrows go around a menu, and a letter leads to the next item that begins so", () => {
  const texts = ["Export", "Edit", "Print"];

  expect([
    nextItem("ArrowDown", 2, texts),
    nextItem("ArrowUp", 0, texts),
    nextItem("ArrowUp", -1, texts),
    nextItem("Home", 2, texts),
    nextItem("End", 0, texts),
    nextItem("e", 0, texts),
    nextItem("E", 1, texts),
    nextItem("x", 0, texts),
    nextItem("Tab", 0, texts),
    nextItem("ArrowDown", 0, []),
  ]).toEqual([0, 2, 2, 0, 2, 1, 0, undefined, undefined, undefined]);
});
