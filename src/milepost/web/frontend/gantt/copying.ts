/** Copying: cells and rows as Excel understands them, and whole tasks so that they can be pasted with their links. */

import type { Gantt } from "./commands/command.ts";
import { html } from "./elements.ts";
import { ngettext } from "../plurals.ts";
import { gettext } from "../texts.ts";

/** Of the table on the clipboard: which tasks its rows are. */
export const ATTRIBUTE = "data-milepost-tasks";

/** Whole tasks on the clipboard, by the project they are of. */
export interface TasksCopied {
  project: number;
  tasks: number[];
  isCut: boolean;
}

export class Copying {
  /** What was copied here last, for browsers that keep no markup of the page's own. */
  private last: { text: string; copied: TasksCopied } | undefined;

  constructor(private readonly gantt: Gantt) {
    gantt.view.frame.scroller.addEventListener("copy", (event) => this.copy(event, { isCut: false }));
  }

  /** Put what is selected on the clipboard, asked by menu. */
  async write({ isCut }: { isCut: boolean }): Promise<void> {
    const { text, markup, message } = this.selected({ isCut });
    const item = { "text/plain": blobOf(text, "text/plain"), "text/html": blobOf(markup, "text/html") };
    await this.byPermission(async () => {
      await navigator.clipboard.write([new ClipboardItem(item)]);
      this.gantt.foot.say("success", message);
    });
  }

  /** Use the clipboard, where the browser lets a menu do so. */
  async byPermission(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch {
      this.gantt.foot.say("error", gettext("This browser keeps its clipboard from menus. Press Ctrl + C, Ctrl + X or Ctrl + V instead."));
    }
  }

  /** The tasks that a text was copied from here. */
  tasksIn(text: string): TasksCopied | undefined {
    return this.last?.text === text ? this.last.copied : undefined;
  }

  copy(event: ClipboardEvent, { isCut }: { isCut: boolean }): void {
    if (!this.gantt.workspace.selectedIds.length || !event.clipboardData) return;
    event.preventDefault();
    const { text, markup, message } = this.selected({ isCut });
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", markup);
    this.gantt.foot.announce(message);
  }

  /** The selected cells or rows as text and as a table, and in words how many they are. */
  private selected({ isCut }: { isCut: boolean }): { text: string; markup: string; message: string } {
    const { workspace } = this.gantt;
    const { selectedTasks, selectedColumns, selectedIds: ids } = workspace;
    const keys = selectedColumns.length ? selectedColumns : workspace.columns.shownKeys;
    const rows = selectedTasks.map((task) => keys.map((key) => workspace.textOf(task, key)));
    const isRows = selectedColumns.length === 0;
    const copied = { project: workspace.schedule.project.id, tasks: ids.map((id) => this.gantt.editor?.edits.idOf(id) ?? id), isCut };
    const text = textOf(rows);
    this.last = isRows ? { text, copied } : undefined;
    const message =
      isCut && isRows
        ? ngettext("%(count)s row cut.", "%(count)s rows cut.", ids.length)
        : ngettext("%(count)s row copied.", "%(count)s rows copied.", ids.length);
    return { text, markup: tableOf(rows, isRows ? copied : undefined), message };
  }
}

const blobOf = (text: string, type: string): Blob => new Blob([text], { type });

/** Texts as Excel puts them on the clipboard: quoted where they hold tabs, line ends or quotes. */
export function textOf(rows: readonly (readonly string[])[]): string {
  const quoted = (text: string): string => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quoted).join("\t")).join("\n");
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
