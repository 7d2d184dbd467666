/** One task in full over the schedule: its page's form, sent without leaving. */

import { valuesOf } from "../../draft_fields.ts";
import { icon } from "../../icon.ts";
import { html } from "../elements.ts";
import { Refusal } from "../server.ts";
import { fetchFragment, postForm } from "./pages.ts";
import { ask } from "./question.ts";
import { gettext } from "../../texts.ts";

export interface TaskDialogHost {
  /** The task was saved, with what its page says of it. */
  saved(message: string): void;
  closed(): void;
}

/** Open a task's page in a dialog at the side. */
export async function openTask(url: string, name: string, host: TaskDialogHost): Promise<void> {
  const dialog = html("dialog", "gantt-task-dialog", { "aria-label": name, closedby: "any" });
  const body = html("div", "gantt-task-dialog-body", { "aria-busy": "true" });
  const close = html("button", "button button-quiet button-icon gantt-task-dialog-close", { type: "button" });
  close.append(icon("close", gettext("Close")));
  let saved: string | undefined;
  const typed = (): string => JSON.stringify(valuesOf(body));
  const leave = async (): Promise<void> => {
    if (saved === undefined || typed() === saved || (await ask(gettext("Discard what you typed?"), gettext("The changes to this task are not saved yet."), gettext("Discard")))) dialog.close();
  };
  close.addEventListener("click", () => void leave());
  body.append(skeleton());
  dialog.append(close, body);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    host.closed();
  });
  // Escape, and a click beside the dialog.
  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    void leave();
  });
  dialog.addEventListener("submit", (event) => void submit(event));
  dialog.addEventListener("click", (event) => {
    const cancels = (event.target as Element).closest(".form-actions a");
    if (cancels) event.preventDefault();
    if (cancels) dialog.close();
  });
  dialog.showModal();
  await show(fetchFragment(url));

  async function show(page: Promise<string>): Promise<void> {
    try {
      const parts = partOf(await page, ".columns");
      body.replaceChildren(...(parts ? [parts] : []));
      saved ??= typed();
      (body.querySelector<HTMLElement>("[aria-invalid=true]") ?? body.querySelector<HTMLElement>("input:not([type=hidden])"))?.focus();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      body.replaceChildren(html("p", "", { role: "alert" }, error.message));
    } finally {
      body.removeAttribute("aria-busy");
    }
  }

  async function submit(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement;
    if (form.getAttribute("action")) return;
    event.preventDefault();
    const { status, text } = await postForm(url, new FormData(form));
    if (status === 422) return show(Promise.resolve(text));
    const sentence = partOf(text, ".consequence .notice-body, .notice-body")?.querySelector("p")?.textContent ?? gettext("Saved.");
    host.saved(sentence.trim());
    dialog.close();
  }
}

function partOf(page: string, selector: string): Element | null {
  return new DOMParser().parseFromString(page, "text/html").querySelector(`main ${selector.split(", ").join(", main ")}`);
}

/** Lines where the form will stand. */
function skeleton(): HTMLElement {
  const lines = html("div", "skeleton skeleton-lines", { role: "status" });
  lines.append(html("span", "visually-hidden", {}, gettext("Loading the task")), ...Array.from({ length: 8 }, () => html("span", "skeleton-part")));
  return lines;
}
