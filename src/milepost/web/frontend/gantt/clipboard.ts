/** Copy, cut and paste: cells and rows as Excel understands them, and whole tasks with their links between projects. */

import type { Gantt } from "./commands/command.ts";
import type { Command, Texts } from "./document.ts";
import { withInserted, withMoved } from "./editing/draft.ts";
import { keyOf } from "./editing/edit_commands.ts";
import { html } from "./elements.ts";
import { BLANK } from "./selection.ts";

const ATTRIBUTE = "data-milepost-tasks";
const MANY_ROWS = 20;

/** Whole tasks on the clipboard, by the project they are of. */
export interface TasksCopied {
  project: number;
  tasks: number[];
  isCut: boolean;
}

export class Clipboard {
  constructor(private readonly gantt: Gantt) {
    const { scroller } = gantt.view.frame;
    scroller.addEventListener("copy", (event) => this.copy(event, { isCut: false }));
    scroller.addEventListener("cut", (event) => this.copy(event, { isCut: true }));
    scroller.addEventListener("paste", (event) => this.paste(event));
  }

  private copy(event: ClipboardEvent, { isCut }: { isCut: boolean }): void {
    const { workspace, announce } = this.gantt;
    const { selectedTasks, selectedColumns, selectedIds: ids } = workspace;
    if (!ids.length || !event.clipboardData) return;
    event.preventDefault();
    const keys = selectedColumns.length ? selectedColumns : workspace.columns.shownKeys;
    const rows = selectedTasks.map((task) => keys.map((key) => workspace.textOf(task, key)));
    const isRows = selectedColumns.length === 0;
    const copied = { project: workspace.schedule.project.id, tasks: ids.map(this.gantt.edits.idOf), isCut };
    event.clipboardData.setData("text/plain", textOf(rows));
    event.clipboardData.setData("text/html", tableOf(rows, isRows ? copied : undefined));
    announce(`${ids.length === 1 ? "1 row" : `${ids.length} rows`} ${isCut && isRows ? "cut" : "copied"}`);
  }

  private paste(event: ClipboardEvent): void {
    const { workspace } = this.gantt;
    if (!event.clipboardData || !workspace.mayEdit) return;
    event.preventDefault();
    const copied = tasksIn(event.clipboardData.getData("text/html"));
    if (copied && workspace.selectedColumns.length < 2) return this.pasteTasks(copied);
    const rows = rowsOf(event.clipboardData.getData("text/plain"));
    const isAsked = rows.length < MANY_ROWS || confirm(`Paste ${rows.length} rows into the schedule?`);
    if (rows.length && isAsked) this.pasteTexts(rows);
  }

  /** Put copied tasks before the active one; those cut from this project move there. */
  private pasteTasks({ project, tasks, isCut }: TasksCopied): void {
    const { workspace, edits } = this.gantt;
    const before = this.before;
    const isOwn = project === workspace.schedule.project.id;
    if (isCut && isOwn && before !== null) {
      return edits.send({ commands: [{ do: "move", tasks, before }], draw: (schedule) => withMoved(schedule, tasks, before) });
    }
    edits.send({ commands: [{ do: "copy", from_project: project, tasks, before }] });
  }

  /** Type texts into the cells from the active one on, and what goes beyond the last row into new tasks. */
  private pasteTexts(rows: string[][]): void {
    const { workspace, edits } = this.gantt;
    const { activeRow, selection, columns, outline } = workspace;
    const keys = columns.shownKeys.slice(Math.max(1, columns.shownKeys.indexOf(selection.column ?? "name")));
    const made: number[] = [];
    const commands = rows.flatMap((texts, place): Command[] => {
      const task = selection.activeId === BLANK ? undefined : outline.visible[activeRow + place];
      const id = task === undefined ? BLANK : workspace.tasks.id[task]!;
      const values = Object.fromEntries(keys.flatMap((key, column) => this.typed(id, key, texts[column])));
      if (!Object.keys(values).length) return [];
      if (task !== undefined) return [{ do: "set", task: id, values: values as Texts }];
      made.push(edits.newId());
      return [{ do: "insert", key: keyOf(made.at(-1)!), before: null, values: values as Texts }];
    });
    if (!commands.length) return;
    edits.send({
      commands,
      draw: (schedule) => made.reduce((drawn, id) => withInserted(drawn, edits.idOf(id), null), schedule),
    });
  }

  private typed(id: number, key: string, text: string | undefined): [string, string][] {
    return text === undefined || !this.gantt.workspace.isTyped(id, key) || (id === BLANK && !text) ? [] : [[key, text]];
  }

  private get before(): number | null {
    const { activeId } = this.gantt.workspace.selection;
    return activeId === undefined || activeId === BLANK ? null : activeId;
  }
}

/** Texts as Excel puts them on the clipboard: quoted where they hold tabs, line ends or quotes. */
export function textOf(rows: readonly (readonly string[])[]): string {
  const quoted = (text: string): string => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quoted).join("\t")).join("\n");
}

/** Read what Excel, or a page's table, puts on the clipboard as text. */
export function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /("(?:[^"]|"")*"|[^\t\n\r]*)(\t|\r\n|\n|\r|$)/gy;
  for (const [whole, cell, end] of text.matchAll(cells)) {
    if (!whole && rows.at(-1)!.length === 0) break;
    rows.at(-1)!.push(/^".*"$/s.test(cell!) ? cell!.slice(1, -1).replaceAll('""', '"') : cell!.trim());
    if (!end) break;
    if (end !== "\t") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

function tableOf(rows: readonly (readonly string[])[], copied: TasksCopied | undefined): string {
  const table = html("table", "", copied ? { [ATTRIBUTE]: JSON.stringify(copied) } : {});
  for (const row of rows) {
    const line = html("tr");
    line.append(...row.map((text) => html("td", "", {}, text)));
    table.append(line);
  }
  return table.outerHTML;
}

/** The tasks that a copied table names, when it comes from a schedule. */
function tasksIn(markup: string): TasksCopied | undefined {
  const table = new DOMParser().parseFromString(markup, "text/html").querySelector(`[${ATTRIBUTE}]`);
  try {
    return JSON.parse(table?.getAttribute(ATTRIBUTE) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}
