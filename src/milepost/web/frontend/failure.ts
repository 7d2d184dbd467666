/** Requests of htmx that fail: the page stays as it is, and a notice says so. */

import htmx from "htmx.org";
import { toast } from "./toast.ts";
import { gettext } from "./texts.ts";

const UNREACHABLE = gettext("The server cannot be reached. Check the connection and try again.");
const FAILED = gettext("The server could not do this. Nothing was changed; try again in a moment.");

export function tellFailures(): void {
  (htmx.config.noSwap as (number | string)[]).push("5xx");
  document.addEventListener("htmx:error", () => toast(UNREACHABLE, { tone: "error" }));
  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = (event as CustomEvent<{ ctx: { response: { status: number } } }>).detail;
    if (ctx.response.status >= 500) toast(FAILED, { tone: "error" });
  });
}
