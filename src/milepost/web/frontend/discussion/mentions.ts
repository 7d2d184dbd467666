/** A list of people under a comment's text while a mention is typed: arrows move, Enter or Tab takes, Escape closes. */

import { asking } from "../combobox.ts";
import { Listbox, type Option } from "../listbox.ts";
import { announce } from "../toast.ts";
import { queryAt, withName } from "./query.ts";
import { ngettext } from "../plurals.ts";
import { gettext } from "../texts.ts";

interface Person {
  name: string;
  note: string;
}

export function pickMentions(): void {
  for (const area of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-mentions]")) new MentionPicker(area);
}

class MentionPicker {
  private readonly listbox: Listbox;
  private readonly source: string;
  private readonly ask: (query: string) => void;

  constructor(private readonly area: HTMLTextAreaElement) {
    this.source = area.closest<HTMLElement>("[data-people]")?.dataset["people"] ?? "";
    this.listbox = new Listbox(area, gettext("People to mention"), (option) => this.take(option));
    this.ask = asking(
      (query, signal) => this.people(query, signal),
      (options) => this.offer(options),
    );
    area.after(this.listbox.element);
    this.beTextBox();
    area.addEventListener("input", () => this.look());
    area.addEventListener("click", () => this.close());
    area.addEventListener("blur", () => this.close());
    area.addEventListener("keydown", (event) => this.steer(event));
  }

  private look(): void {
    const query = queryAt(this.area.value, this.area.selectionStart);
    if (query) this.ask(query.typed);
    else this.close();
  }

  private async people(typed: string, signal: AbortSignal): Promise<Option[]> {
    const answer = await fetch(`${this.source}?q=${encodeURIComponent(typed)}`, { signal });
    if (!answer.ok) return [];
    const { people } = (await answer.json()) as { people: Person[] };
    return people.map(({ name, note }) => ({ value: name, label: name, note }));
  }

  private offer(options: Option[]): void {
    const query = queryAt(this.area.value, this.area.selectionStart);
    if (!query || document.activeElement !== this.area || !options.length) return this.close();
    this.area.setAttribute("role", "combobox");
    this.listbox.show(options);
    announce(
      ngettext(
        "%(count)s person. Up and down arrows choose, Enter mentions.",
        "%(count)s people. Up and down arrows choose, Enter mentions.",
        options.length,
      ),
    );
  }

  private take(option: Option): void {
    const caret = this.area.selectionStart;
    const query = queryAt(this.area.value, caret);
    if (!query) return this.close();
    const next = withName(this.area.value, caret, query, option.value);
    this.area.value = next.text;
    this.area.setSelectionRange(next.caret, next.caret);
    this.area.focus();
    this.close();
    this.area.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private steer(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return this.area.form?.requestSubmit();
    if (!this.listbox.isOpen) return;
    const steps: Record<string, () => void> = {
      ArrowDown: () => this.listbox.move(1),
      ArrowUp: () => this.listbox.move(-1),
      Enter: () => this.listbox.choose(event),
      Tab: () => this.listbox.choose(event),
      Escape: () => this.close(),
    };
    const step = steps[event.key];
    if (!step || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  }

  private close(): void {
    this.listbox.close();
    this.beTextBox();
  }

  /** While no people are offered it is a plain field, and is called so. */
  private beTextBox(): void {
    this.area.removeAttribute("role");
    this.area.removeAttribute("aria-expanded");
  }
}
