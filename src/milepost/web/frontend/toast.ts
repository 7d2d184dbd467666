/** One live region for all that happens without a new page: sentences for screen readers, and notices that float. */

import { icon } from "./icon.ts";
import { gettext } from "./texts.ts";

export type Tone = "info" | "success" | "warning" | "error";

export interface ToastOptions {
  tone?: Tone;
  /** One thing to do about it, such as undoing; the toast then stays until it is done or dismissed. */
  action?: { label: string; run: () => void };
}

const ICONS: Record<Tone, string> = { info: "info", success: "success", warning: "alert", error: "error" };
const SHOWN_MS = 8000;
const KEPT = 3;

let announcer: HTMLElement | undefined;
let toasts: HTMLElement | undefined;

/** Tell screen readers a sentence without showing it. */
export function announce(sentence: string): void {
  announcer ??= region("visually-hidden");
  const line = document.createElement("p");
  line.textContent = sentence;
  announcer.replaceChildren(line);
}

/** Show a sentence for a while over the page, or until it is dismissed where it is an error or offers an action. */
export function toast(sentence: string, { tone = "info", action }: ToastOptions = {}): void {
  toasts ??= region("toasts");
  const element = document.createElement("div");
  element.className = "toast";
  if (tone === "error") element.setAttribute("role", "alert");
  element.append(notice(element, sentence, tone, action));
  toasts.append(element);
  while (toasts.childElementCount > KEPT) toasts.firstElementChild?.remove();
  if (tone !== "error" && !action) leaveAfterAWhile(element);
}

function notice(element: HTMLElement, sentence: string, tone: Tone, action: ToastOptions["action"]): HTMLElement {
  const shown = document.createElement("div");
  shown.className = `notice notice-${tone}`;
  const body = document.createElement("p");
  body.textContent = sentence;
  const actions = document.createElement("div");
  actions.className = "toast-actions";
  if (action) {
    actions.append(
      button("button button-small", action.label, () => {
        element.remove();
        action.run();
      }),
    );
  }
  const close = button("button button-quiet button-small button-icon", "", () => element.remove());
  close.append(icon("close", gettext("Dismiss")));
  actions.append(close);
  shown.append(icon(ICONS[tone]), body, actions);
  return shown;
}

function button(className: string, label: string, run: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = label;
  made.addEventListener("click", run);
  return made;
}

function leaveAfterAWhile(element: HTMLElement): void {
  const leave = () => {
    if (element.matches(":hover, :focus-within")) window.setTimeout(leave, SHOWN_MS / 2);
    else element.remove();
  };
  window.setTimeout(leave, SHOWN_MS);
}

function region(className: string): HTMLElement {
  const made = document.createElement("div");
  made.className = className;
  made.setAttribute("role", "status");
  made.setAttribute("aria-live", "polite");
  document.body.append(made);
  return made;
}
