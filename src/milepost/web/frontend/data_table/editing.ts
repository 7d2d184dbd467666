/** A cell becomes its field: Enter saves, Escape puts back what stood; what is refused stands beside the cell. */

import { cellOf, makeCurrent, prepareRow } from "./grid.ts";
import { gettext } from "../texts.ts";

const standing = new WeakMap<HTMLTableCellElement, Node[]>();
let saving = false;

export function editCells(): void {
  document.addEventListener("dblclick", (event) => open(cellOf(event.target)));
  document.addEventListener("data-table:edit", (event) => open(cellOf(event.target)));
  document.addEventListener("keydown", (event) => {
    const cell = cellOf(event.target);
    if (!cell?.dataset.edits) return;
    if (event.key === "F2" && event.target === cell) open(cell);
    if (event.key === "Enter" && event.target !== cell) submit(event, cell);
    if (event.key === "Escape" && close(cell)) {
      event.preventDefault();
      cell.focus();
    }
  });
  // On its way down: a submit does not come up out of a form that stands within another.
  const isCapturing = true;
  document.addEventListener("submit", submitted, isCapturing);
  document.addEventListener("focusout", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>("[data-cell-edit]");
    if (!form || saving || form.contains(event.relatedTarget as Node | null)) return;
    if (isChanged(form)) save(form);
    else close(cellOf(form));
  });
}

/** A list of choices does not submit its form by itself. */
function submit(event: KeyboardEvent, cell: HTMLTableCellElement): void {
  const form = cell.querySelector<HTMLFormElement>("[data-cell-edit]");
  if (!form || event.target instanceof HTMLTextAreaElement) return;
  event.preventDefault();
  form.requestSubmit();
}

function submitted(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-cell-edit]")) return;
  event.preventDefault();
  save(form);
}

async function open(cell: HTMLTableCellElement | null): Promise<void> {
  const key = cell?.closest<HTMLElement>("tr")?.dataset.key;
  if (!cell?.dataset.edits || !key || standing.has(cell)) return;
  const address = new URL(location.href);
  address.searchParams.set("cell", cell.dataset.edits);
  address.searchParams.set("row", key);
  const answer = await fetch(address);
  if (!answer.ok) return tell(cell, gettext("This cell cannot be changed now."));
  standing.set(cell, [...cell.childNodes]);
  show(cell, await answer.text());
}

function show(cell: HTMLTableCellElement, markup: string): void {
  const field = document.createElement("template");
  field.innerHTML = markup;
  cell.replaceChildren(field.content);
  const input = cell.querySelector<HTMLInputElement>('select, textarea, input:not([type="hidden"])');
  input?.focus();
  if (input instanceof HTMLInputElement && input.type !== "checkbox") input.select();
}

/** Put back what stood in the cell; tells whether it was being edited. */
function close(cell: HTMLTableCellElement | null): boolean {
  const nodes = cell && standing.get(cell);
  if (!cell || !nodes) return false;
  standing.delete(cell);
  cell.replaceChildren(...nodes);
  return true;
}

async function save(form: HTMLFormElement): Promise<void> {
  const cell = cellOf(form);
  if (!cell || saving) return;
  saving = true;
  try {
    const answer = await fetch(location.href, { method: "POST", body: new FormData(form) });
    if (answer.ok) replaceRow(cell, await answer.text());
    else if (answer.status === 422) show(cell, await answer.text());
    else tell(cell, gettext("This was refused. Reload the page to see how it stands."));
  } catch {
    tell(cell, gettext("The connection was lost; nothing was saved. Press Enter to try again."));
  } finally {
    saving = false;
  }
}

function replaceRow(cell: HTMLTableCellElement, markup: string): void {
  const row = cell.closest("tr")!;
  const parsed = document.createElement("template");
  parsed.innerHTML = `<table><tbody>${markup}</tbody></table>`;
  const fresh = parsed.content.querySelector("tr")!;
  const had = document.activeElement === document.body || row.contains(document.activeElement);
  row.replaceWith(fresh);
  prepareRow(fresh);
  const next = fresh.querySelector<HTMLTableCellElement>(`[data-edits="${cell.dataset.edits}"]`) ?? fresh.cells[0]!;
  makeCurrent(next);
  next.classList.add("data-table-saved");
  if (had) next.focus();
  tell(next, fresh.dataset.message ?? gettext("Saved."));
}

function isChanged(form: HTMLFormElement): boolean {
  const [seen, value] = ["seen", "value"].map((name) => String(new FormData(form).get(name) ?? ""));
  return seen !== value;
}

function tell(cell: HTMLTableCellElement, words: string): void {
  const status = cell.closest("[data-table]")?.querySelector("[data-table-status]");
  if (status) status.textContent = words;
}
