import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { iconSprite } from "./src/milepost/web/frontend/icons/sprite.ts";

const frontend = resolve(import.meta.dirname, "src/milepost/web/frontend");

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
      input: ["main.ts", "gantt/main.ts", "data_table/main.ts", "discussion/main.ts", "roadmap/main.ts", "round/main.ts", "public/public.css"].map((entry) =>
        resolve(frontend, entry),
      ),
    },
  },
  test: { root: import.meta.dirname, include: ["tests/web/frontend/**/*.test.ts"] },
});
