import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { iconSprite } from "./src/milepost/web/frontend/icons/sprite.ts";

const frontend = resolve(import.meta.dirname, "src/milepost/web/frontend");

/** Modules that lie beside the entry of every page, and what fetches modules later. */
const SHARED = /preload-helper|frontend[\\/][a-z_]+\.ts$/;

export default defineConfig({
  root: frontend,
  base: "./",
  plugins: [iconSprite()],
  build: {
    outDir: resolve(frontend, "../static/built"),
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2023",
    // What is fetched later needs little that is not there already, and its styles come with its page.
    modulePreload: false,
    rolldownOptions: {
      // What several entries share is small: fetched at once it costs one question to the server in place of eight.
      output: { codeSplitting: { groups: [{ name: "shared", test: SHARED, minShareCount: 2, tags: ["$initial"] }] } },
      input: ["main.ts", "gantt/main.ts", "data_table/main.ts", "discussion/main.ts", "roadmap/main.ts", "round/main.ts", "public/public.css"].map((entry) =>
        resolve(frontend, entry),
      ),
    },
  },
  test: { root: import.meta.dirname, include: ["tests/web/frontend/**/*.test.ts"] },
});
