/** What an edit did, or why it was refused: a strip at the foot, also told to screen readers. */

import { icon } from "../../icon.ts";
import type { EditAnswer, Moved } from "../document.ts";
import { html } from "../elements.ts";
import { finishText } from "../instants.ts";
import { csrfToken } from "../server.ts";

const MOST_LISTED = 200;

export class ConsequenceStrip {
  readonly element = html("div", "gantt-consequence", { hidden: "" });
  readonly live = html("div", "visually-hidden", { role: "status" });

  constructor(private readonly goTo: (taskId: number) => void) {}

  tell({ message, moved, undo, beyond = [] }: EditAnswer): void {
    const told = [message, ...beyond].join(" ");
    this.announce(moved.length ? `${told} ${countText(moved.length)}` : told);
    const more: HTMLElement[] = beyond.map((sentence) => html("p", "", {}, sentence));
    if (moved.length) more.push(this.movedList(moved));
    this.show("success", message, undo ? [...more, undoForm(undo)] : more);
  }

  refuse(sentence: string): void {
    this.announce(sentence);
    this.show("error", sentence, []);
  }

  announce(text: string): void {
    this.live.textContent = text;
  }

  hide(): void {
    this.element.hidden = true;
  }

  private show(tone: "success" | "error", sentence: string, more: HTMLElement[]): void {
    const notice = html("div", `notice notice-${tone}`);
    const body = html("div", "notice-body");
    body.append(html("p", "", {}, sentence), ...more);
    const close = html("button", "button button-quiet button-small button-icon", { type: "button" });
    close.append(icon("close", "Dismiss"));
    close.addEventListener("click", () => this.hide());
    notice.append(icon(tone), body, close);
    this.element.replaceChildren(notice);
    this.element.hidden = false;
  }

  private movedList(moved: Moved[]): HTMLElement {
    const details = html("details", "disclosure");
    const summary = html("summary");
    summary.append(icon("forward"), countText(moved.length));
    const list = html("ul", "gantt-moved-list");
    for (const task of moved.slice(0, MOST_LISTED)) list.append(this.movedItem(task));
    if (moved.length > MOST_LISTED) list.append(html("li", "", {}, `and ${moved.length - MOST_LISTED} more`));
    details.append(summary, list);
    return details;
  }

  private movedItem({ id, name, finish_before, finish_after }: Moved): HTMLElement {
    const item = html("li");
    const link = html("button", "gantt-moved-link", { type: "button" }, name);
    link.addEventListener("click", () => this.goTo(id));
    const dates = finish_before === null ? finishText(finish_after) : `${finishText(finish_before)} → ${finishText(finish_after)}`;
    item.append(link, html("span", "gantt-moved-dates", {}, dates));
    return item;
  }
}

function undoForm(url: string): HTMLElement {
  const form = html("form", "", { method: "post", action: url });
  form.append(
    html("input", "", { type: "hidden", name: "csrfmiddlewaretoken", value: csrfToken() }),
    html("button", "button button-small", { type: "submit" }, "Undo"),
  );
  return form;
}

const countText = (count: number): string => (count === 1 ? "1 task moved" : `${count.toLocaleString("en-US")} tasks moved`);
