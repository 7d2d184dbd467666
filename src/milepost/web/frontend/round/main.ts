/** The weekly round by keyboard: rows save as they are left, Enter and arrows go on, a letter says it in a word. */

import { ownStore } from "../draft_store.ts";
import { keepPlaces, tellTaken } from "./draft_places.ts";
import { hasTyped } from "./merging.ts";
import { fieldsOf, neighbor, wordOf } from "./movement.ts";
import { RoundSaver } from "./saving.ts";

const PERCENT = "percent_complete";

class WeeklyRound {
  private readonly saver: RoundSaver;

  constructor(private readonly form: HTMLFormElement) {
    this.saver = new RoundSaver(form, form.querySelector("[data-round-state]"));
    form.classList.add("round-ready");
    this.saver.tell();
    form.addEventListener("keydown", (event) => this.press(event));
    form.addEventListener("focusout", (event) => this.leave(event));
    form.addEventListener("focusin", (event) => selectAll(event.target));
    form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("beforeunload", (event) => {
      if (this.saver.isBusy || this.typedRows().length) event.preventDefault();
    });
    window.addEventListener("online", () => this.typedRows().forEach((row) => this.saveRow(row)));
  }

  private press(event: KeyboardEvent): void {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || event.isComposing) return;
    const column = field.dataset["column"];
    if (!column) this.pressInNote(event, field);
    else if (event.key === "Escape") takeBack(field);
    else if (event.key === "Enter" || event.key === "ArrowDown") this.go(event, field, column, 1);
    else if (event.key === "ArrowUp") this.go(event, field, column, -1);
    else if (column === PERCENT) this.pressWord(event, field);
  }

  private pressWord(event: KeyboardEvent, field: HTMLInputElement): void {
    const word = wordOf(event);
    const row = field.closest<HTMLElement>("tr");
    const section = field.closest<HTMLElement>("[data-project]");
    if (word && row) {
      void this.saver.save([row], { word: `${row.id.replace("round-task-", "")}:${word}` });
      this.go(event, field, PERCENT, 1);
    } else if (event.key.toLowerCase() === "r" && !event.ctrlKey && !event.metaKey && section) {
      event.preventDefault();
      this.review(section);
    }
  }

  private pressInNote(event: KeyboardEvent, field: HTMLInputElement): void {
    const section = field.closest<HTMLElement>("[data-project]");
    if (event.key !== "Enter" || !section) return;
    event.preventDefault();
    this.review(section);
  }

  /** Move to the same field of the row below or above; after the last row comes the project's note. */
  private go(event: Event, field: HTMLInputElement, column: string, step: 1 | -1): void {
    event.preventDefault();
    const section = field.closest<HTMLElement>("[data-project]");
    const within = neighbor(fieldsOf(section ?? this.form, column), field, step);
    const note = step > 0 ? section?.querySelector<HTMLInputElement>('input[name^="note-"]') : undefined;
    const target = within ?? note ?? neighbor(fieldsOf(this.form, column), field, step);
    if (target) target.focus();
    else this.saveTyped(field.closest("tr"));
  }

  /** Save what is typed in a project, record that it was gone through, and go on to the next one. */
  private review(section: HTMLElement): void {
    const rows = [...section.querySelectorAll<HTMLElement>("tr")].filter(
      (row) => hasTyped(row) || row.classList.contains("round-end"),
    );
    void this.saver.save(rows, { review: section.dataset["project"] ?? "" });
    const following = section.nextElementSibling?.querySelector<HTMLInputElement>(
      `input[data-column="${PERCENT}"], input[name^="note-"]`,
    );
    following?.focus();
    following?.scrollIntoView({ block: "center" });
  }

  private leave(event: FocusEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("tr");
    if (!row || row.contains(event.relatedTarget as Node | null)) return;
    this.saveTyped(row);
  }

  private saveTyped(row: HTMLElement | null): void {
    if (row?.id.startsWith("round-task-") && row.isConnected && hasTyped(row)) this.saveRow(row);
  }

  private saveRow(row: HTMLElement): void {
    if (row.getAttribute("aria-busy") !== "true") void this.saver.save([row]);
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const button = event.submitter;
    const row = button?.closest<HTMLElement>("tr");
    const section = button?.closest<HTMLElement>("[data-project]");
    if (!(button instanceof HTMLButtonElement) || !row || !section) {
      this.typedRows().forEach((typed) => this.saveRow(typed));
    } else if (button.name === "review") {
      this.review(section);
    } else {
      void this.saver.save([row], { [button.name]: button.value });
    }
  }

  private typedRows(): HTMLElement[] {
    return [...this.form.querySelectorAll<HTMLElement>("tr.round-task")].filter(hasTyped);
  }
}

function selectAll(target: EventTarget | null): void {
  if (target instanceof HTMLInputElement && target.dataset["column"]) target.select();
}

function takeBack(field: HTMLInputElement): void {
  field.value = field.defaultValue;
  field.select();
  const row = field.closest<HTMLElement>("tr");
  if (row && !hasTyped(row)) tellTaken(row);
}

const form = document.querySelector<HTMLFormElement>("form[data-round]");
if (form) {
  keepPlaces(ownStore());
  new WeeklyRound(form);
}
