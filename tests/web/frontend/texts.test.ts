import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.resetModules());

function pageWith(language: string, catalog: object): void {
  const texts = { textContent: JSON.stringify(catalog) };
  vi.stubGlobal("document", { documentElement: { lang: language }, getElementById: () => texts });
}

test("English needs no catalog", async () => {
  vi.stubGlobal("document", { documentElement: { lang: "en-us" }, getElementById: () => null });
  const { gettext, ngettext } = await import("#frontend/texts.ts");

  expect(gettext("{name} is saved.", { name: "Radios" })).toBe("Radios is saved.");
  expect(ngettext("{count} task moved", "{count} tasks moved", 1)).toBe("1 task moved");
  expect(ngettext("{count} task moved", "{count} tasks moved", 3)).toBe("3 tasks moved");
});

test("another language says it in its own forms", async () => {
  pageWith("pl", { Save: "Zapisz", "{count} day": ["{count} dzień", "{count} dni", "{count} dni."] });
  const { gettext, ngettext } = await import("#frontend/texts.ts");

  expect(gettext("Save")).toBe("Zapisz");
  expect([1, 2, 5].map((count) => ngettext("{count} day", "{count} days", count))).toEqual(["1 dzień", "2 dni", "5 dni."]);
});

test("what is not translated stays in English, and unknown braces stay as they are", async () => {
  pageWith("es", { Save: "Guardar" });
  const { gettext } = await import("#frontend/texts.ts");

  expect(gettext("Undo {what}")).toBe("Undo {what}");
});
