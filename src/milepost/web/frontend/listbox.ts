/** The list of a combobox: options in groups, one of them active, announced through the input that owns it. */

import { icon } from "./icon.ts";

export interface Option {
  value: string;
  label: string;
  /** What tells it from others of the same label, such as a number or a department. */
  note?: string;
  icon?: string;
  group?: string;
  /** Where it leads; such an option is a link, so that it opens in a new tab as links do. */
  url?: string;
}

let made = 0;

export class Listbox {
  readonly element: HTMLElement;
  private options: Option[] = [];
  private active = -1;

  constructor(
    private readonly input: HTMLElement,
    label: string,
    private readonly chosen: (option: Option, event: Event) => void,
  ) {
    this.element = document.createElement("div");
    this.element.className = "listbox";
    this.element.id = `listbox-${++made}`;
    this.element.setAttribute("role", "listbox");
    this.element.setAttribute("aria-label", label);
    this.element.hidden = true;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.element.id);
    input.setAttribute("autocomplete", "off");
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.element.addEventListener("click", (event) => this.clicked(event));
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  get current(): Option | undefined {
    return this.options[this.active];
  }

  /** Show options, the first one active; without any, the sentence that says so. */
  show(options: Option[], empty = ""): void {
    this.options = options;
    this.element.replaceChildren(...this.parts(empty));
    this.setOpen(options.length > 0 || empty !== "");
    this.activate(options.length ? 0 : -1);
  }

  close(): void {
    this.setOpen(false);
    this.activate(-1);
  }

  /** Move the active option by a number of places, around the ends. */
  move(by: number): void {
    const count = this.options.length;
    if (count) this.activate((this.active + by + count) % count);
  }

  moveTo(end: "first" | "last"): void {
    this.activate(end === "first" ? 0 : this.options.length - 1);
  }

  choose(event: Event): void {
    if (this.current) this.chosen(this.current, event);
  }

  private *parts(empty: string): Iterable<HTMLElement> {
    let group: string | undefined;
    for (const [place, option] of this.options.entries()) {
      if (option.group && option.group !== group) yield heading(option.group);
      group = option.group;
      yield this.row(option, place);
    }
    if (!this.options.length && empty) yield sentence(empty);
  }

  private row(option: Option, place: number): HTMLElement {
    const row = document.createElement(option.url ? "a" : "div");
    row.className = "listbox-option";
    row.id = `${this.element.id}-${place}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.tabIndex = -1;
    if (option.url) (row as HTMLAnchorElement).href = option.url;
    if (option.icon) row.append(icon(option.icon));
    row.append(part("listbox-option-label", option.label));
    if (option.note) row.append(part("listbox-option-note", option.note));
    return row;
  }

  private clicked(event: MouseEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (!row) return;
    this.activate(Number(row.id.slice(this.element.id.length + 1)));
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.choose(event);
  }

  private activate(place: number): void {
    this.rowAt(this.active)?.setAttribute("aria-selected", "false");
    this.active = place;
    const row = this.rowAt(place);
    if (!row) return this.input.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row.id);
  }

  private rowAt(place: number): HTMLElement | null {
    return this.element.querySelector(`#${this.element.id}-${place}`);
  }

  private setOpen(isOpen: boolean): void {
    this.element.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }
}

function heading(text: string): HTMLElement {
  const element = part("listbox-group", text);
  element.setAttribute("role", "presentation");
  return element;
}

function sentence(text: string): HTMLElement {
  const element = part("listbox-empty", text);
  element.setAttribute("role", "presentation");
  return element;
}

function part(className: string, text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}
