/** What is wrong with the active cell, beside it: the server's sentence, and the ways on. */

import type { Editor } from "../editor.ts";
import { html } from "../../elements.ts";
import { cellKey, type Refused } from "../../workspace.ts";
import { gettext } from "../../../texts.ts";

const ID = "gantt-note";

export class CellNote {
  readonly element = html("div", "gantt-note", { id: ID, role: "group", "aria-label": gettext("Refused"), hidden: "" });
  private shown: Refused | undefined;

  constructor(private readonly editor: Editor) {
    editor.view.frame.scroller.addEventListener("scroll", () => this.place(), { passive: true });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.dismiss();
    });
  }

  /** Follow the active cell. */
  follow(): void {
    const { workspace } = this.editor;
    const { activeId, column } = workspace.selection;
    const refused = column === undefined ? undefined : workspace.refused.get(cellKey(activeId ?? 0, column));
    this.editor.view.grid.active?.toggleAttribute("data-noted", refused !== undefined);
    if (refused) this.editor.view.grid.active?.setAttribute("aria-describedby", ID);
    this.element.hidden = !refused;
    if (refused && refused !== this.shown) this.fill(refused);
    this.shown = refused;
    this.place();
  }

  private fill({ typed, message, theirs }: Refused): void {
    const buttons = html("div", "gantt-note-actions");
    if (theirs === undefined) {
      buttons.append(this.button(gettext("Change it"), () => this.editor.typing.start()), this.button(gettext("Let it be"), () => this.dismiss()));
    } else {
      buttons.append(
        this.button(gettext("Take theirs"), () => this.dismiss()),
        this.button(gettext("Keep mine"), () => this.editor.typing.insist(typed, theirs)),
      );
    }
    this.element.replaceChildren(html("p", "", {}, message), buttons);
  }

  private button(label: string, onClick: () => void): HTMLButtonElement {
    const button = html("button", "button button-small", { type: "button" }, label);
    button.addEventListener("click", onClick);
    return button;
  }

  private dismiss(): void {
    const { workspace, view } = this.editor;
    const { activeId, column } = workspace.selection;
    workspace.refused.delete(cellKey(activeId ?? 0, column ?? ""));
    workspace.tell("facts");
    view.grid.focus();
  }

  private place(): void {
    const cell = this.editor.view.grid.active;
    if (this.element.hidden || !cell) return;
    const frame = this.editor.view.frame.root.getBoundingClientRect();
    const box = cell.getBoundingClientRect();
    const height = this.element.offsetHeight;
    const isBelow = box.bottom + height < frame.bottom;
    const left = Math.max(0, Math.min(box.left - frame.left, frame.width - this.element.offsetWidth - 8));
    this.element.style.translate = `${left}px ${(isBelow ? box.bottom : box.top - height) - frame.top}px`;
  }
}
