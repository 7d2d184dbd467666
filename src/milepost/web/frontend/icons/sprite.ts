/** Builds the one SVG sprite (the Lucide icons named in names.json plus Milepost's own) and the page icon. */

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import type { Plugin } from "vite";

const HERE = import.meta.dirname;
const OWN = join(HERE, "own");
const STROKE_ATTRIBUTES =
  'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';

export function iconSprite(): Plugin {
  return {
    name: "icon-sprite",
    apply: "build",
    buildStart() {
      this.addWatchFile(join(HERE, "names.json"));
    },
    generateBundle() {
      const emit = (path: string, source: string) =>
        this.emitFile({ type: "asset", name: basename(path), originalFileName: path, source });
      emit("icons.svg", sprite());
      emit("icons/favicon.svg", readFileSync(join(HERE, "favicon.svg"), "utf8"));
    },
  };
}

function sprite(): string {
  const symbols = [...lucideSymbols(), ...ownSymbols()].join("");
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols}</svg>`;
}

function lucideSymbols(): string[] {
  const names: Record<string, string> = JSON.parse(readFileSync(join(HERE, "names.json"), "utf8"));
  const lucide = join(createRequire(import.meta.url).resolve("lucide-static/package.json"), "../icons");
  return Object.entries(names).map(([name, icon]) =>
    symbol(name, innerMarkup(join(lucide, `${icon}.svg`)), STROKE_ATTRIBUTES),
  );
}

function ownSymbols(): string[] {
  return readdirSync(OWN).map((file) => symbol(basename(file, ".svg"), innerMarkup(join(OWN, file)), 'fill="currentColor"'));
}

function symbol(name: string, markup: string, attributes: string): string {
  return `<symbol id="${name}" viewBox="0 0 24 24" ${attributes}>${markup}</symbol>`;
}

function innerMarkup(path: string): string {
  const markup = readFileSync(path, "utf8").match(/<svg[^>]*>(.*)<\/svg>/s)?.[1];
  if (markup === undefined) throw new Error(`${path} is not an SVG file`);
  return markup.replace(/\s+/g, " ").trim();
}
