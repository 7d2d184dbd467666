/** The palette: one field for going and doing, fed by the server as one types. */

import { asking, steer } from "../combobox.ts";
import { icon } from "../icon.ts";
import { Listbox, type Option } from "../listbox.ts";
import { announce } from "../toast.ts";
import { perform } from "./performing.ts";
import { gettext } from "../texts.ts";

const HINTS = [gettext("↑ ↓ to move"), gettext("Enter to open"), gettext("Ctrl Enter in a new tab"), gettext("task: @name #number to narrow")];
const SEARCHING = gettext("Searching…");
/** How long what was listed before may stay until the list says that it waits. */
const PATIENCE_MS = 400;
const NOTHING = gettext("Nothing found. Try fewer or shorter words.");

let palette: Palette | undefined;

/** Show the palette, or close it when it is open. */
export function togglePalette(address: string, project: string): void {
  palette ??= new Palette(address, project);
  palette.toggle();
}

class Palette {
  private readonly dialog = document.createElement("dialog");
  private readonly input = document.createElement("input");
  private readonly listbox: Listbox;
  private readonly ask: (query: string) => void;
  private patience: ReturnType<typeof setTimeout> | undefined;
  private isWaiting = false;
  /** Enter, pressed before what was typed has been answered. */
  private early: KeyboardEvent | undefined;

  constructor(
    private readonly address: string,
    private readonly project: string,
  ) {
    this.listbox = new Listbox(this.input, gettext("Results"), (option, event) => this.choose(option, event));
    this.ask = asking(
      (query, signal) => this.fetch(query, signal),
      (options) => this.show(options),
    );
    this.build();
  }

  toggle(): void {
    if (this.dialog.open) return this.dialog.close();
    this.input.value = "";
    this.listbox.close();
    this.dialog.showModal();
    this.search();
  }

  private build(): void {
    this.dialog.className = "dialog palette";
    this.dialog.setAttribute("aria-label", gettext("Go to or do"));
    this.dialog.setAttribute("closedby", "any");
    this.input.type = "text";
    this.input.placeholder = gettext("Go to a project, a person, a task, or type what to do");
    this.input.setAttribute("aria-label", gettext("Go to or do"));
    this.input.spellcheck = false;
    this.input.addEventListener("input", () => this.search());
    this.input.addEventListener("keydown", (event) => this.keepEarly(event));
    steer(this.input, this.listbox, () => this.search(), { stays: true });
    const field = document.createElement("div");
    field.className = "palette-field";
    field.append(icon("search"), this.input);
    const foot = document.createElement("div");
    foot.className = "palette-foot";
    foot.append(...HINTS.map(hint));
    this.dialog.append(field, this.listbox.element, foot);
    document.body.append(this.dialog);
  }

  private search(): void {
    this.isWaiting = true;
    this.early = undefined;
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.listbox.show([], SEARCHING), PATIENCE_MS);
    this.ask(this.input.value);
  }

  /** Let Enter wait for the answer: what is listed until then was asked for before. */
  private keepEarly(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing || !this.isWaiting) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.early = event;
  }

  private async fetch(query: string, signal: AbortSignal): Promise<Option[]> {
    const asked = new URLSearchParams({ q: query, project: this.project });
    const answer = await fetch(`${this.address}?${asked}`, { signal, headers: { Accept: "application/json" } }).catch(() => undefined);
    if (!answer?.ok) return [searchPage(query)];
    return ((await answer.json()) as { options: Option[] }).options;
  }

  private show(options: Option[]): void {
    clearTimeout(this.patience);
    this.isWaiting = false;
    this.listbox.show(options, NOTHING);
    if (this.input.value) announce(gettext("%(count)s found", { count: options.length }));
    if (this.early && this.dialog.open) this.listbox.choose(this.early);
    this.early = undefined;
  }

  private choose(option: Option, event: Event): void {
    if (option.url) {
      const isApart = event instanceof KeyboardEvent && (event.ctrlKey || event.metaKey);
      if (isApart) window.open(option.url, "_blank", "noopener");
      else window.location.assign(option.url);
    } else {
      this.dialog.close();
      perform(option.value);
    }
  }
}

function searchPage(query: string): Option {
  const url = `/search/?${new URLSearchParams({ q: query })}`;
  return { value: url, url, label: gettext("Open the search page"), icon: "search" };
}

function hint(text: string): HTMLElement {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}
