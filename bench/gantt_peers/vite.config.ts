import { resolve } from "node:path";
import { defineConfig } from "vite";

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  base: "./",
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    outDir: resolve(here, "dist"),
    rolldownOptions: { input: [resolve(here, "dhtmlx.html"), resolve(here, "svar.html")] },
  },
});
