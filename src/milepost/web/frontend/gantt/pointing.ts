/** The mouse on grid and chart: selecting, opening, hovering and dragging. */

import type { Gantt } from "./commands/command.ts";
import { ROW } from "./dimensions.ts";
import { type Drag, taskUnder, watchDrags } from "./chart/drag.ts";
import { dateText, finishText } from "./instants.ts";
import { Tip } from "./chart/tip.ts";

export class Pointing {
  readonly tip = new Tip();

  constructor(private readonly gantt: Gantt) {
    const { bodyPane, bodyChart } = gantt.view.frame;
    bodyPane.addEventListener("click", (event) => this.clickRow(event));
    bodyPane.addEventListener("dblclick", () => gantt.open());
    bodyChart.addEventListener("click", (event) => this.clickChart(event));
    bodyChart.addEventListener("dblclick", () => gantt.open());
    bodyChart.addEventListener("pointermove", (event) => this.hover(event));
    bodyChart.addEventListener("pointerleave", () => this.tip.hide());
    watchDrags(gantt.view.chart.body, () => gantt.view.timeline.pixelsPerDay, {
      canDrag: (task) => gantt.gestures.canEdit(task),
      preview: (drag, pointer) => this.previewDrag(drag, pointer),
      finish: () => gantt.gestures.send(),
      cancel: () => gantt.gestures.revert(),
    });
  }

  private clickRow(event: MouseEvent): void {
    const { workspace, view, typing } = this.gantt;
    const target = event.target as Element;
    const place = target.closest<HTMLElement>("[data-row]");
    if (!place) return;
    const row = Number(place.dataset["row"]);
    const task = workspace.outline.visible[row];
    if (task !== undefined && target.closest(".gantt-twisty")) return workspace.setExpanded(task, !workspace.outline.isExpanded(task));
    const key = target.closest<HTMLElement>("[data-column]")?.dataset["column"];
    const column = key === undefined || key === "id" ? null : key;
    if (task !== undefined && (event.ctrlKey || event.metaKey)) workspace.toggle(row);
    else if (task !== undefined && event.shiftKey) workspace.extend(row, column ?? undefined);
    else {
      const isAgain = document.activeElement === target.closest(".gantt-cell");
      typing.endRun();
      workspace.select(row, column);
      view.goToActive();
      if (isAgain && event.detail === 1 && typing.mayStart) typing.start();
    }
    view.grid.focus();
  }

  private clickChart(event: MouseEvent): void {
    const { workspace, view } = this.gantt;
    const top = view.frame.bodyChart.getBoundingClientRect().top;
    const row = Math.floor((event.clientY - top) / ROW);
    if (row >= workspace.outline.visible.length) return;
    workspace.select(row);
    view.goToActive({ revealsBar: false });
  }

  private hover(event: PointerEvent): void {
    if (event.buttons) return;
    const task = taskUnder(event.target as Element);
    if (task === undefined) this.tip.hide();
    else this.tip.showTask(this.gantt.workspace.schedule, task, event);
  }

  private previewDrag({ task, gesture, days }: Drag, pointer: PointerEvent): void {
    this.gantt.gestures.preview(task, gesture, days);
    const { start, finish } = this.gantt.workspace.tasks;
    const text = gesture === "move" ? `Start ${dateText(start[task]!)}` : `Finish ${finishText(finish[task]!)}`;
    this.tip.showText(text, pointer);
  }
}
