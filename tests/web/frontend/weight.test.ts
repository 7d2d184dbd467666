import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const BUILT = resolve(import.meta.dirname, "../../../src/milepost/web/static/built");
const GANTT = "gantt/main.ts";
const EVERY_PAGE = "main.ts";
const KILOBYTE = 1024;

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
}

const manifest: Record<string, Chunk> = existsSync(`${BUILT}/manifest.json`) ? JSON.parse(readFileSync(`${BUILT}/manifest.json`, "utf8")) : {};
const entries = Object.keys(manifest).filter((name) => manifest[name]!.isEntry && manifest[name]!.file.endsWith(".js"));

/** Scripts that a page fetches for some entries at first. */
function fetched(...names: string[]): Set<string> {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    manifest[name]!.imports?.forEach(add);
  };
  names.forEach(add);
  return found;
}

const weight = (names: Iterable<string>): number =>
  [...names].reduce((total, name) => total + gzipSync(readFileSync(`${BUILT}/${manifest[name]!.file}`), { level: 9 }).length, 0);

test.skipIf(!entries.length)("a page fetches at most 25 kB of packed script", () => {
  const pages = entries.filter((name) => name !== GANTT).map((name) => weight(fetched(EVERY_PAGE, name)));

  expect(Math.max(...pages)).toBeLessThan(25 * KILOBYTE);
});

test.skipIf(!entries.length)("the Gantt is painted by at most 20 kB of packed script beside that of every page", () => {
  const page = fetched(EVERY_PAGE);

  expect(weight([...fetched(GANTT)].filter((name) => !page.has(name)))).toBeLessThan(20 * KILOBYTE);
});

test.skipIf(!entries.length)("what changes a schedule is fetched apart, for those who may", () => {
  const editing = "gantt/editing/editor.ts";

  expect(fetched(GANTT)).not.toContain(editing);
  expect(weight([editing])).toBeLessThan(14 * KILOBYTE);
});
