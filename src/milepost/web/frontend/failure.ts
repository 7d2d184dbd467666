/** Requests of htmx that fail: the page stays as it is, and a notice says so. */

import htmx from "htmx.org";
import { icon } from "./icon.ts";

const UNREACHABLE = "The server cannot be reached. Check the connection and try again.";
const FAILED = "The server could not do this. Nothing was changed; try again in a moment.";

export function tellFailures(): void {
  (htmx.config.noSwap as (number | string)[]).push("5xx");
  const region = document.createElement("div");
  region.className = "failure";
  region.setAttribute("role", "alert");
  document.body.append(region);
  document.addEventListener("htmx:error", () => show(region, UNREACHABLE));
  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = (event as CustomEvent<{ ctx: { response: { status: number } } }>).detail;
    if (ctx.response.status >= 500) show(region, FAILED);
  });
}

function show(region: HTMLElement, sentence: string): void {
  const notice = document.createElement("div");
  notice.className = "notice notice-error";
  const body = document.createElement("p");
  body.textContent = sentence;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button-quiet button-small button-icon";
  close.append(icon("close", "Dismiss"));
  close.addEventListener("click", () => region.replaceChildren());
  notice.append(icon("error"), body, close);
  region.replaceChildren(notice);
}
