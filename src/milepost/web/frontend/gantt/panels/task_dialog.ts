/** One task in full over the schedule: its page's form, sent without leaving. */

import { icon } from "../../icon.ts";
import { html } from "../elements.ts";
import { Refusal } from "../server.ts";
import { fetchFragment, postForm } from "./pages.ts";
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
  close.addEventListener("click", () => dialog.close());
  dialog.append(close, body);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    host.closed();
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
