import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.resetModules());

function pageWith(catalog: object | null): void {
  vi.stubGlobal("document", { querySelectorAll: () => (catalog ? [{ textContent: JSON.stringify(catalog) }] : []) });
}

test("English needs no catalog", async () => {
  pageWith(null);
  const { gettext } = await import("#frontend/texts.ts");

  expect(gettext("Discard it")).toBe("Discard it");
});

test("another language comes from the page's catalog", async () => {
  pageWith({ "Discard it": "Descartar" });
  const { gettext } = await import("#frontend/texts.ts");

  expect(gettext("Discard it")).toBe("Descartar");
});

test("what is not translated stays in English", async () => {
  pageWith({ Save: "Guardar" });
  const { gettext } = await import("#frontend/texts.ts");

  expect(gettext("Undo")).toBe("Undo");
});

test("places are filled, numbers as they are read", async () => {
  pageWith({ "%(kept)s of %(count)s": "%(count)s, davon %(kept)s" });
  const { gettext } = await import("#frontend/texts.ts");

  expect(gettext("%(kept)s of %(count)s", { kept: 2, count: 1200 })).toBe("1,200, davon 2");
});

test("a number takes the form of its language", async () => {
  const forms = ["%(count)s zadanie", "%(count)s zadania", "%(count)s zadań"];
  pageWith({ "%(count)s task": forms });
  Object.assign(document, { documentElement: { lang: "pl" } });
  const { ngettext } = await import("#frontend/plurals.ts");
  const said = [1, 3, 5, 22].map((count) => ngettext("%(count)s task", "%(count)s tasks", count));

  expect(said).toEqual(["1 zadanie", "3 zadania", "5 zadań", "22 zadania"]);
});

test("a number without a translation is English", async () => {
  pageWith(null);
  const { ngettext } = await import("#frontend/plurals.ts");

  expect([0, 1, 2].map((count) => ngettext("%(count)s task", "%(count)s tasks", count))).toEqual(["0 tasks", "1 task", "2 tasks"]);
});
