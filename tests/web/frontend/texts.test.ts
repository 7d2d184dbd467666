import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.resetModules());

function pageWith(catalog: object | null): void {
  vi.stubGlobal("document", { getElementById: () => catalog && { textContent: JSON.stringify(catalog) } });
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
