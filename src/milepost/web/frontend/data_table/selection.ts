/** Rows are selected one by one, by range with Shift, a page at once, or all that the filter finds. */

import { gettext } from "../texts.ts";

let anchor: HTMLInputElement | null = null;

export function selectRows(): void {
  document.addEventListener("click", (event) => {
    const box = event.target as HTMLInputElement;
    if (!box.matches?.('[data-table] input[name="rows"]')) return;
    if (event.shiftKey && anchor && anchor !== box) selectRange(anchor, box);
    anchor = box;
  });
  document.addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    const form = box.closest<HTMLFormElement>("[data-table-rows]");
    if (!form) return;
    if (box.matches("[data-table-select-page]")) for (const one of boxesOf(form)) one.checked = box.checked;
    tell(form);
  });
  document.addEventListener("reset", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.matches("[data-table-rows]")) setTimeout(() => tell(form));
  });
}

/** The boxes from one to another, both included, in their order. */
export function between<T>(boxes: readonly T[], first: T, last: T): T[] {
  const [from, to] = [boxes.indexOf(first), boxes.indexOf(last)].sort((one, other) => one - other);
  return from === undefined || to === undefined || from < 0 ? [] : boxes.slice(from, to + 1);
}

function selectRange(first: HTMLInputElement, last: HTMLInputElement): void {
  const form = last.form;
  if (!form || first.form !== form) return;
  for (const box of between(boxesOf(form), first, last)) box.checked = last.checked;
  tell(form);
}

function tell(form: HTMLFormElement): void {
  const boxes = boxesOf(form);
  const count = boxes.filter((box) => box.checked).length;
  const all = form.querySelector<HTMLInputElement>('input[name="all"]');
  const page = form.querySelector<HTMLInputElement>("[data-table-select-page]");
  if (page) {
    page.checked = count > 0 && count === boxes.length;
    page.indeterminate = count > 0 && count < boxes.length;
  }
  const told = form.querySelector("[data-table-selected]");
  const section = form.closest<HTMLElement>("[data-table]");
  const number = all?.checked ? Number(section?.dataset.count) : count;
  if (told) told.textContent = gettext("%(count)s selected", { count: number });
  const status = section?.querySelector("[data-table-status]");
  if (status) status.textContent = gettext("%(count)s %(things)s selected", { count: number, things: section?.dataset.noun ?? "" });
}

function boxesOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[name="rows"]')];
}
