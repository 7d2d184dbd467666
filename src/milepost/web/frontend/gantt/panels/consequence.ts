/** The foot of the workspace: what the last edit did or why it was refused, also told to screen readers; else the plan in a line. */

import { icon } from "../../icon.ts";
import type { EditAnswer, Moved, ScheduleDocument } from "../document.ts";
import { html } from "../elements.ts";
import { finishText } from "../instants.ts";

const MOST_LISTED = 200;

export interface ConsequenceHost {
  goTo(taskId: number): void;
  undo(): void;
}

export class ConsequenceStrip {
  readonly element = html("div", "gantt-foot");
  readonly live = html("div", "visually-hidden", { role: "status" });
  private readonly told = html("div", "gantt-told");
  private readonly facts = html("p", "gantt-facts");

  constructor(private readonly host: ConsequenceHost) {
    this.element.append(this.told, this.facts);
  }

  tell({ message, moved, beyond = [], history }: EditAnswer): void {
    this.announce([message, ...beyond].join(" "));
    const more = [...beyond.map((sentence) => html("p", "", {}, sentence)), ...this.movedItems(moved)];
    const parts: HTMLElement[] = [html("p", "gantt-sentence", {}, message)];
    if (more.length) parts.push(this.disclosure(moved.length, more));
    if (history?.undo) parts.push(this.button("Undo", () => this.host.undo()));
    this.show("success", parts);
  }

  refuse(sentence: string): void {
    this.announce(sentence);
    this.show("error", [html("p", "gantt-sentence", {}, sentence)]);
  }

  announce(text: string): void {
    this.live.textContent = text;
  }

  /** Say how large the plan is, when it ends, and how many rows are selected. */
  describe({ tasks, project }: ScheduleDocument, rows: number, selected: number): void {
    const count = rows < tasks.id.length ? `${number(rows)} of ${countText(tasks.id.length)}` : countText(tasks.id.length);
    const finish = project.finish === null ? "" : `finish ${finishText(project.finish)}`;
    this.facts.textContent = [selected > 1 ? `${number(selected)} selected` : "", count, finish].filter(Boolean).join(" · ");
  }

  private show(tone: "success" | "error", parts: HTMLElement[]): void {
    const close = this.button("", () => this.told.replaceChildren());
    close.className = "button button-quiet button-small button-icon";
    close.append(icon("close", "Dismiss"));
    this.told.className = `gantt-told gantt-told-${tone}`;
    this.told.replaceChildren(icon(tone), ...parts, close);
  }

  private button(label: string, onClick: () => void): HTMLButtonElement {
    const button = html("button", "button button-small", { type: "button" }, label);
    button.addEventListener("click", onClick);
    return button;
  }

  private disclosure(count: number, more: HTMLElement[]): HTMLElement {
    const details = html("details", "menu gantt-moved-menu");
    const panel = html("div", "menu-panel gantt-moved-list");
    panel.append(...more);
    details.append(html("summary", "gantt-moved-summary", {}, count ? movedText(count) : "Other projects"), panel);
    return details;
  }

  private movedItems(moved: Moved[]): HTMLElement[] {
    const items = moved.slice(0, MOST_LISTED).map((task) => this.movedItem(task));
    const rest = moved.length - MOST_LISTED;
    return rest > 0 ? [...items, html("p", "", {}, `and ${number(rest)} more`)] : items;
  }

  private movedItem({ id, name, finish_before, finish_after }: Moved): HTMLElement {
    const item = html("div", "gantt-moved-item");
    const link = html("button", "gantt-moved-link", { type: "button" }, name);
    link.addEventListener("click", () => this.host.goTo(id));
    const after = finishText(finish_after);
    const dates = finish_before === null ? after : `${finishText(finish_before)} → ${after}`;
    item.append(link, html("span", "gantt-moved-dates", {}, dates));
    return item;
  }
}

const number = (count: number): string => count.toLocaleString("en-US");
const countText = (count: number): string => (count === 1 ? "1 task" : `${number(count)} tasks`);
const movedText = (count: number): string => `${countText(count)} moved`;
