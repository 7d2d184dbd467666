/** Walking on from the active cell as in a spreadsheet: Tabs go right, and Enter goes down to where a run of them began. */

import type { Gantt } from "../commands/command.ts";

/** Where the selection goes after a cell. */
export type Way = "down" | "up" | "right" | "left" | "stay";

export class Walking {
  private firstColumn: string | undefined;

  constructor(private readonly gantt: Pick<Gantt, "workspace" | "view">) {}

  go(way: Way): void {
    const { workspace, view } = this.gantt;
    const { column } = workspace.selection;
    if (column === undefined || way === "stay") return;
    if (way === "down" || way === "up") {
      workspace.select(workspace.activeRow + (way === "down" ? 1 : -1), this.firstColumn ?? column);
      this.firstColumn = undefined;
    } else {
      if (way === "right") this.firstColumn ??= column;
      workspace.select(workspace.activeRow, workspace.columns.beside(column, way === "right" ? 1 : -1) ?? column);
    }
    view.goToActive();
  }

  /** Forget where a run of Tabs began. */
  endRun(): void {
    this.firstColumn = undefined;
  }
}
