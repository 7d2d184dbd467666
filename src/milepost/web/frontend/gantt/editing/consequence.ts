/** What an edit did, at the foot of the workspace: its sentence, what moved with it, and the way back. */

import type { EditAnswer, Moved } from "../document.ts";
import { html } from "../elements.ts";
import type { Foot } from "../foot.ts";
import { finishText } from "../instants.ts";
import { ngettext } from "../../plurals.ts";
import { gettext } from "../../texts.ts";

const MOST_LISTED = 200;

export interface ConsequenceHost {
  goTo(taskId: number): void;
  undo(): void;
}

/** Tell the answer to an edit. */
export function tellConsequence(foot: Foot, { message, moved, beyond = [], history }: EditAnswer, host: ConsequenceHost): void {
  foot.announce([message, ...beyond].join(" "));
  const more = [...beyond.map((sentence) => html("p", "", {}, sentence)), ...movedItems(moved, host)];
  const counted = moved.length ? ngettext("%(count)s task moved", "%(count)s tasks moved", moved.length) : gettext("Other projects");
  // The list beside the sentence says how many.
  const parts: HTMLElement[] = [html("p", "gantt-sentence", {}, more.length ? message.replace(` ${counted}.`, "") : message)];
  if (more.length) parts.push(disclosure(counted, more));
  if (history?.undo) parts.push(undoButton(host));
  foot.show("success", parts);
}

function undoButton(host: ConsequenceHost): HTMLElement {
  const button = html("button", "button button-small", { type: "button" }, gettext("Undo"));
  button.addEventListener("click", () => host.undo());
  return button;
}

function disclosure(label: string, more: HTMLElement[]): HTMLElement {
  const details = html("details", "menu gantt-moved-menu");
  const panel = html("div", "menu-panel gantt-moved-list");
  panel.append(...more);
  details.append(html("summary", "gantt-moved-summary", {}, label), panel);
  return details;
}

function movedItems(moved: readonly Moved[], host: ConsequenceHost): HTMLElement[] {
  const items = moved.slice(0, MOST_LISTED).map((task) => movedItem(task, host));
  const rest = moved.length - MOST_LISTED;
  return rest > 0 ? [...items, html("p", "", {}, gettext("and %(count)s more", { count: rest }))] : items;
}

function movedItem({ id, name, finish_before, finish_after }: Moved, host: ConsequenceHost): HTMLElement {
  const item = html("div", "gantt-moved-item");
  const link = html("button", "gantt-moved-link", { type: "button" }, name);
  link.addEventListener("click", () => host.goTo(id));
  const after = finishText(finish_after);
  const dates = finish_before === null ? after : `${finishText(finish_before)} → ${after}`;
  item.append(link, html("span", "gantt-moved-dates", {}, dates));
  return item;
}
