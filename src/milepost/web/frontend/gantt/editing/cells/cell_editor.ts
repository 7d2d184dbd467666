/** Typing in a cell: an input in its place, which hands over what was typed and where to go next. */

import { html } from "../../elements.ts";
import type { Way } from "../../grid/walking.ts";

export interface Typing {
  cell: HTMLElement;
  label: string;
  text: string;
  /** Typing replaces what was there, and arrow keys leave the cell; else they move within the text. */
  replaces: boolean;
  suggestions?: readonly string[];
  commit(text: string, way: Way): void;
  cancel(): void;
}

const WAYS: Record<string, Way> = { Enter: "down", "Shift+Enter": "up", Tab: "right", "Shift+Tab": "left" };
const ARROWS: Record<string, Way> = { ArrowDown: "down", ArrowUp: "up", ArrowLeft: "left", ArrowRight: "right" };
const SUGGESTIONS = "gantt-suggestions";

export class CellEditor {
  private input: HTMLInputElement | undefined;
  private typing: Typing | undefined;

  get isOpen(): boolean {
    return this.input !== undefined;
  }

  open(typing: Typing): void {
    this.commit("stay");
    const input = html("input", "gantt-input", { type: "text", "aria-label": typing.label, autocomplete: "off", spellcheck: "false" });
    input.value = typing.text;
    this.input = input;
    this.typing = typing;
    typing.cell.replaceChildren(input, ...this.suggestions(typing));
    input.focus({ preventScroll: true });
    input.setSelectionRange(input.value.length, input.value.length);
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => {
      if (document.hasFocus()) this.commit("stay");
    });
    for (const kind of ["click", "dblclick", "copy", "cut", "paste"]) input.addEventListener(kind, (event) => event.stopPropagation());
  }

  /** Hand over what was typed. */
  commit(way: Way): void {
    const typing = this.close();
    if (typing) typing.commit(typing.text, way);
  }

  cancel(): void {
    this.close()?.cancel();
  }

  private close(): Typing | undefined {
    const { typing, input } = this;
    this.typing = this.input = undefined;
    if (!typing || !input) return undefined;
    const text = input.value;
    typing.cell.replaceChildren();
    return { ...typing, text };
  }

  private suggestions({ suggestions }: Typing): HTMLElement[] {
    if (!suggestions?.length) return [];
    const list = html("datalist", "", { id: SUGGESTIONS });
    list.append(...suggestions.map((value) => html("option", "", { value })));
    this.input?.setAttribute("list", SUGGESTIONS);
    return [list];
  }

  private press(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      return this.cancel();
    }
    const key = event.shiftKey ? `Shift+${event.key}` : event.key;
    const hasList = this.input?.hasAttribute("list") ?? false;
    const way = WAYS[key] ?? (this.typing?.replaces && !hasList ? ARROWS[key] : undefined);
    if (!way) return;
    event.preventDefault();
    this.commit(way);
  }
}
