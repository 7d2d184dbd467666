/** Saves one row at a time, in the order they are left, and puts the server's answer in its place. */

import { tellTaken } from "./draft_places.ts";
import { announce } from "../toast.ts";
import { hasTyped, merge, typedIn } from "./merging.ts";
import { gettext } from "../texts.ts";

const UNREACHABLE = gettext("Not saved: the server cannot be reached. What you typed stays here.");
const FAILED = gettext("Not saved: the server could not do this. What you typed stays here.");

export class RoundSaver {
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly state: HTMLElement | null,
  ) {}

  get isBusy(): boolean {
    return this.waiting > 0;
  }

  /** Send the fields of some rows of one project, with what a button or a key adds; answers come in order. */
  save(rows: readonly HTMLElement[], extra: Record<string, string> = {}): Promise<void> {
    const section = rows[0]?.closest<HTMLElement>("[data-project]");
    if (!section) return Promise.resolve();
    const body = fieldsIn(rows, { ...extra, project: section.dataset["project"] ?? "" });
    const sent = new Map(rows.map((row) => [row.id, typedIn(row)]));
    for (const row of rows) row.setAttribute("aria-busy", "true");
    this.count(1);
    this.last = this.last.then(() => this.send(section.id, sent, body)).finally(() => this.count(-1));
    return this.last;
  }

  private async send(sectionId: string, sent: ReadonlyMap<string, string>, body: URLSearchParams): Promise<void> {
    const rows = () => [...sent.keys()].map((id) => document.getElementById(id)).filter((row) => row !== null);
    try {
      const headers = { "X-CSRFToken": String(new FormData(this.form).get("csrfmiddlewaretoken")) };
      const response = await fetch(this.form.action, { method: "POST", body, headers, credentials: "same-origin" });
      if (!response.ok && response.status !== 422) throw new Refused(FAILED);
      const answer = await response.text();
      if (response.ok) rows().forEach(tellTaken);
      merge(document.getElementById(sectionId), answer, sent, announce);
    } catch (problem) {
      for (const row of rows()) keepUnsaved(row, problem instanceof Refused ? problem.message : UNREACHABLE);
    } finally {
      for (const row of rows()) row.removeAttribute("aria-busy");
    }
  }

  /** Say what is typed and not saved, such as drafts that came back with the page. */
  tell(): void {
    const unsaved = [...this.form.querySelectorAll<HTMLElement>("tr")].filter(hasTyped).length;
    if (this.state && unsaved) this.state.textContent = gettext("%(count)s not saved", { count: unsaved });
  }

  private count(change: number): void {
    this.waiting += change;
    if (this.state) this.state.textContent = this.waiting ? gettext("Saving…") : gettext("All saved");
    if (!this.waiting) this.tell();
  }
}

class Refused extends Error {}

function fieldsIn(rows: readonly HTMLElement[], extra: Record<string, string>): URLSearchParams {
  const body = new URLSearchParams();
  for (const row of rows)
    for (const input of row.querySelectorAll<HTMLInputElement>("input[name]")) body.set(input.name, input.value);
  for (const [name, value] of Object.entries(extra)) body.set(name, value);
  return body;
}

function keepUnsaved(row: HTMLElement, sentence: string): void {
  const place = row.querySelector("th, td");
  const told = row.querySelector(".round-unsaved") ?? document.createElement("span");
  told.className = "round-unsaved";
  told.textContent = sentence;
  place?.append(told);
  announce(sentence);
}
