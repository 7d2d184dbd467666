/** Dragging rows by their number: up and down to another place, sideways to another level, with a line where they would go. */

import { HEADER, ROW } from "../../dimensions.ts";
import { html } from "../../elements.ts";
import { countText } from "../../foot.ts";
import { FIRST_INDENT, INDENT } from "../../grid/row.ts";
import { roots, withMoved } from "../draft.ts";
import type { Editor } from "../editor.ts";
import { commandsFor, type Drop, dropAt } from "./drop.ts";
import { gettext } from "../../../texts.ts";

const SLACK_PIXELS = 5;
const EDGE = 24;

export class RowDrag {
  private readonly line = html("div", "gantt-drop-line", { hidden: "" });

  constructor(private readonly editor: Editor) {
    const { bodyPane } = editor.view.frame;
    bodyPane.append(this.line);
    bodyPane.addEventListener("pointerdown", (event) => this.press(event));
  }

  private press(down: PointerEvent): void {
    const { workspace } = this.editor;
    const row = (down.target as Element).closest(".gantt-cell-id")?.closest<HTMLElement>("[data-row]");
    const id = Number(row?.dataset["id"]);
    if (!row || !id || down.button !== 0 || down.pointerType === "touch" || !workspace.isWhole) return;
    const isAmong = workspace.selection.has(id) && workspace.selectedColumns.length === 0;
    this.follow(down, isAmong ? workspace.selectedIds : [id]);
  }

  private follow(down: PointerEvent, chosen: number[]): void {
    const { tasks } = this.editor.workspace;
    const ids = roots(tasks, chosen).map((task) => tasks.id[task]!);
    const { bodyPane } = this.editor.view.frame;
    const ended = new AbortController();
    let drop: Drop | undefined;
    let hasBegun = false;
    const end = (): void => {
      ended.abort();
      this.clear();
    };
    const move = (event: PointerEvent): void => {
      if (!hasBegun && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < SLACK_PIXELS) return;
      if (!hasBegun) {
        bodyPane.setPointerCapture(down.pointerId);
        this.choose(chosen);
      }
      hasBegun = true;
      this.scrollNear(event.clientY);
      drop = this.dropUnder(event, down, chosen);
      this.show(ids, drop, event);
    };
    const release = (): void => {
      end();
      if (hasBegun) swallowClick(bodyPane);
      if (hasBegun && drop) this.send(ids, drop);
    };
    const { signal } = ended;
    bodyPane.addEventListener("pointermove", move, { signal });
    bodyPane.addEventListener("pointerup", release, { signal });
    bodyPane.addEventListener("pointercancel", end, { signal });
    document.addEventListener("keydown", (event) => event.key === "Escape" && end(), { signal });
  }

  /** What is dragged is what is selected. */
  private choose(ids: readonly number[]): void {
    const { workspace } = this.editor;
    workspace.selection.setRows(ids);
    workspace.tell("selection");
  }

  private dropUnder({ clientX, clientY }: PointerEvent, down: PointerEvent, chosen: readonly number[]): Drop | undefined {
    const { tasks, outline } = this.editor.workspace;
    const { top } = this.editor.view.frame.bodyPane.getBoundingClientRect();
    const row = Math.max(0, Math.min(Math.round((clientY - top) / ROW), outline.visible.length));
    const level = tasks.level[roots(tasks, chosen)[0]!]! + Math.round((clientX - down.clientX) / (2 * INDENT));
    return dropAt(tasks, outline.visible, chosen, row, Math.max(1, level));
  }

  private show(ids: readonly number[], drop: Drop | undefined, pointer: PointerEvent): void {
    const { workspace, view, tip } = this.editor;
    view.frame.root.classList.add("gantt-dragging-rows");
    this.line.hidden = drop === undefined;
    if (!drop) return tip.showText(countText(ids.length), pointer);
    const { columns, tasks } = workspace;
    this.line.style.insetBlockStart = `${drop.row * ROW - 1}px`;
    this.line.style.insetInlineStart = `${columns.leftOf("name") + FIRST_INDENT + drop.level * INDENT}px`;
    const values = { tasks: countText(ids.length), holder: tasks.name[drop.holder] ?? "" };
    const words = drop.holder < 0 ? gettext("%(tasks)s on the first level", values) : gettext("%(tasks)s in %(holder)s", values);
    tip.showText(words, pointer);
  }

  private clear(): void {
    this.line.hidden = true;
    this.editor.tip.hide();
    this.editor.view.frame.root.classList.remove("gantt-dragging-rows");
  }

  private send(ids: number[], drop: Drop): void {
    const { workspace, edits, view } = this.editor;
    const { tasks, outline } = workspace;
    const below = outline.visible[drop.row];
    const before = below === undefined ? null : tasks.id[below]!;
    edits.send({
      commands: commandsFor(tasks, outline.visible, ids, drop),
      draw: (schedule) => withMoved(schedule, ids.map(edits.idOf), before === null ? null : edits.idOf(before), drop.level),
    });
    view.grid.focus();
  }

  /** Scroll on while the pointer is near the upper or lower edge. */
  private scrollNear(clientY: number): void {
    const { scroller } = this.editor.view.frame;
    const { top, bottom } = scroller.getBoundingClientRect();
    if (clientY < top + HEADER + EDGE) scroller.scrollTop -= ROW;
    else if (clientY > bottom - EDGE) scroller.scrollTop += ROW;
  }
}

/** The release of a drag clicks as well, which would select what lies below. */
function swallowClick(element: HTMLElement): void {
  const stop = (event: Event): void => event.stopImmediatePropagation();
  element.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => element.removeEventListener("click", stop, { capture: true }));
}
