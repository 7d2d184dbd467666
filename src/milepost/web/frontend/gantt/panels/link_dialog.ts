/** The links of a task in a dialog: what it waits for and what waits for it, to add, change and take away. */

import { icon } from "../../icon.ts";
import { LINK_CODES, LINK_WORDS } from "../chart/link_types.ts";
import type { Command, LinkCode } from "../document.ts";
import type { Editor } from "../editing/editor.ts";
import { html } from "../elements.ts";
import { isProject, referenceOf } from "../references.ts";
import { TaskPicker } from "./task_picker.ts";
import { gettext } from "../../texts.ts";

type Side = "predecessor" | "successor";
const HEADINGS: Record<Side, string> = { predecessor: gettext("Waits for"), successor: gettext("Is followed by") };

/** A link as it stands, or one to be added: without `was`. */
interface Line {
  side: Side;
  other: () => number | undefined;
  type: HTMLSelectElement;
  lag: HTMLInputElement;
  was?: { type: LinkCode; lag: string };
  isRemoved: boolean;
}

export class LinkDialog {
  readonly element = html("dialog", "dialog gantt-links-dialog", { "aria-labelledby": "gantt-links-title", closedby: "any" });
  private readonly title = html("h2", "", { id: "gantt-links-title" });
  private readonly form = html("form", "dialog-body gantt-links-form", { method: "dialog" });
  private lines: Line[] = [];
  private task = -1;

  constructor(private readonly editor: Editor) {
    const header = html("header", "dialog-header");
    header.append(this.title, this.closeButton());
    this.element.append(header, this.form);
    this.form.addEventListener("submit", () => this.save());
    this.element.addEventListener("close", () => {
      this.element.remove();
      editor.view.grid.focus();
    });
    // The keys of the schedule are not meant while the dialog is open.
    this.element.addEventListener("keydown", (event) => event.stopPropagation());
  }

  /** Open for a task, with the field of one of its links in focus. */
  open(task: number, link?: number): void {
    const { tasks } = this.editor.workspace;
    this.task = task;
    this.lines = [];
    this.title.textContent = gettext("Links of %(task)s", { task: tasks.name[task]! });
    this.form.replaceChildren(...this.sideOf("predecessor", link), ...this.sideOf("successor", link), this.actions());
    document.body.append(this.element);
    this.element.showModal();
    this.form.querySelector<HTMLElement>("[data-focus]")?.focus();
  }

  private sideOf(side: Side, focused: number | undefined): HTMLElement[] {
    const { links } = this.editor.workspace.schedule;
    const own = side === "predecessor" ? links.successor : links.predecessor;
    const list = html("ul", "gantt-links-list", { "aria-label": HEADINGS[side] });
    own.forEach((task, link) => {
      if (task === this.task) list.append(this.standing(side, link, link === focused));
    });
    list.append(this.adding(side, focused === undefined && side === "predecessor"));
    return [html("h3", "gantt-links-heading", {}, HEADINGS[side]), list];
  }

  private standing(side: Side, link: number, isFocused: boolean): HTMLElement {
    const { tasks, schedule } = this.editor.workspace;
    const other = schedule.links[side][link]!;
    const was = { type: LINK_CODES[schedule.links.type[link]!], lag: schedule.links.lag_text[link]! };
    const name = tasks.name[other]!;
    const line: Line = { side, other: () => tasks.id[other], ...this.terms(name, was), was, isRemoved: false };
    this.lines.push(line);
    const item = html("li", "gantt-links-line");
    const words = html("span", "gantt-links-name");
    words.append(html("span", "soft", {}, `${referenceOf(schedule, other)} `), name);
    item.append(words, line.type, line.lag, this.remover(line, item, name));
    if (isFocused) line.lag.dataset["focus"] = "";
    return item;
  }

  private adding(side: Side, isFocused: boolean): HTMLElement {
    const { schedule } = this.editor.workspace;
    const label = gettext("%(heading)s: another task", { heading: HEADINGS[side] });
    const picker = new TaskPicker(schedule, label, this.task, (task) => task !== this.task && !isProject(schedule, task));
    const line: Line = { side, other: () => picker.id, ...this.terms(gettext("the new link"), { type: "FS", lag: "" }), isRemoved: false };
    this.lines.push(line);
    const item = html("li", "gantt-links-line");
    item.append(picker.element, line.type, line.lag, html("span"));
    if (isFocused) picker.input.dataset["focus"] = "";
    return item;
  }

  private terms(name: string, { type, lag }: { type: LinkCode; lag: string }): Pick<Line, "type" | "lag"> {
    const select = html("select", "", { "aria-label": gettext("Type of %(task)s", { task: name }) });
    for (const [code, words] of Object.entries(LINK_WORDS)) select.append(new Option(`${code} · ${words}`, code, code === type, code === type));
    const input = html("input", "gantt-links-lag", { type: "text", "aria-label": gettext("Lag of %(task)s", { task: name }), placeholder: gettext("Lag"), value: lag });
    return { type: select, lag: input };
  }

  private remover(line: Line, item: HTMLElement, name: string): HTMLElement {
    const button = html("button", "button button-quiet button-icon button-small", { type: "button" });
    button.append(icon("delete", gettext("Take away the link with %(task)s", { task: name })));
    button.addEventListener("click", () => {
      line.isRemoved = true;
      item.remove();
      this.form.querySelector<HTMLElement>("button[type=submit]")?.focus();
    });
    return button;
  }

  private actions(): HTMLElement {
    const holder = html("div", "form-actions");
    const cancel = html("button", "button button-quiet", { type: "button" }, gettext("Cancel"));
    cancel.addEventListener("click", () => this.element.close());
    holder.append(html("button", "button button-primary", { type: "submit" }, gettext("Save the links")), cancel);
    return holder;
  }

  private closeButton(): HTMLElement {
    const close = html("button", "button button-quiet button-icon", { type: "button" });
    close.append(icon("close", gettext("Close")));
    close.addEventListener("click", () => this.element.close());
    return close;
  }

  private save(): void {
    const id = this.editor.workspace.tasks.id[this.task]!;
    const commands = this.lines.flatMap((line) => commandsOf(line, id));
    if (commands.length) this.editor.edits.send({ commands });
  }
}

function commandsOf({ side, other, type, lag, was, isRemoved }: Line, id: number): Command[] {
  const otherId = other();
  if (otherId === undefined) return [];
  const ends = side === "predecessor" ? { predecessor: otherId, successor: id } : { predecessor: id, successor: otherId };
  const wanted = { type: type.value as LinkCode, lag: lag.value.trim() };
  if (was && isRemoved) return [{ do: "unlink", ...ends, type: was.type }];
  if (was && was.type === wanted.type && was.lag === wanted.lag) return [];
  const removal: Command[] = was && was.type !== wanted.type ? [{ do: "unlink", ...ends, type: was.type }] : [];
  return [...removal, { do: "link", ...ends, ...wanted }];
}
