import { expect, test } from "vitest";
import { queryAt, withName } from "#frontend/discussion/query.ts";

const typedAt = (text: string) => queryAt(text, text.length)?.typed;

test("a mention is asked for from the @ to the caret", () => {
  expect(["@", "@Da", "hello @Dana Ru", "(@D", "one\n@D"].map(typedAt)).toEqual(["", "Da", "Dana Ru", "D", "D"]);
});

test("an address, a finished sentence and a long text ask for nobody", () => {
  expect(["it@city", "@Dana, look", "@ Dana", "@a b c d e", "plain"].map(typedAt)).toEqual(Array(5).fill(undefined));
});

test("the name takes the place of what was typed, and the caret stands behind it", () => {
  expect(withName("ask @da now", 7, { start: 4, typed: "da" }, "Dana Ruiz")).toEqual({ text: "ask @Dana Ruiz now", caret: 14 });
  expect(withName("@da", 3, { start: 0, typed: "da" }, "Dana Ruiz")).toEqual({ text: "@Dana Ruiz ", caret: 11 });
});
