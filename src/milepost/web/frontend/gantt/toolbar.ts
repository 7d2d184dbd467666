/** The toolbar: time scale, what is shown, the tree, and what to do with the selected task. */

import { icon } from "../icon.ts";
import type { Shown } from "./bars.ts";
import { html } from "./elements.ts";
import { legend } from "./legend.ts";
import { ZOOMS, type Zoom } from "./timeline.ts";

const ZOOM_WORDS: Record<Zoom, string> = { days: "Days", weeks: "Weeks", months: "Months", quarters: "Quarters" };
const SHOWN_WORDS: Record<keyof Shown, string> = { critical: "Critical path", baseline: "Baseline", float: "Float" };

export interface ToolbarListener {
  zoom(zoom: Zoom): void;
  fit(): void;
  goToToday(): void;
  show(shown: Shown): void;
  expandAll(expanded: boolean): void;
  explain(): void;
  open(): void;
}

export class Toolbar {
  readonly element = html("div", "gantt-toolbar", { role: "group", "aria-label": "Schedule view" });
  private readonly zoomButtons = new Map<Zoom, HTMLButtonElement>();
  private readonly explainButton: HTMLButtonElement;
  private readonly openButton: HTMLButtonElement;

  constructor(
    private shown: Shown,
    private readonly listener: ToolbarListener,
  ) {
    this.explainButton = button("Why this date", "explain", () => listener.explain());
    this.openButton = button("Open task", "edit", () => listener.open());
    this.element.append(
      this.zoomGroup(),
      group(button("Fit", "fit", () => listener.fit()), button("Today", "today", () => listener.goToToday())),
      this.shownGroup(),
      group(
        button("Expand all", "expand", () => listener.expandAll(true), { isQuiet: true }),
        button("Collapse all", "collapse", () => listener.expandAll(false), { isQuiet: true }),
      ),
      html("span", "gantt-toolbar-gap"),
      group(this.explainButton, this.openButton),
      legend(),
    );
    this.setSelection(false);
  }

  setZoom(zoom: Zoom | undefined): void {
    for (const [name, element] of this.zoomButtons) element.setAttribute("aria-pressed", String(name === zoom));
  }

  setSelection(hasSelection: boolean): void {
    this.explainButton.disabled = this.openButton.disabled = !hasSelection;
  }

  private zoomGroup(): HTMLElement {
    const holder = html("div", "gantt-segments", { role: "group", "aria-label": "Time scale" });
    for (const zoom of ZOOMS) {
      const element = html("button", "gantt-segment", { type: "button" }, ZOOM_WORDS[zoom]);
      element.addEventListener("click", () => this.listener.zoom(zoom));
      this.zoomButtons.set(zoom, element);
      holder.append(element);
    }
    return holder;
  }

  private shownGroup(): HTMLElement {
    const holder = group();
    for (const key of Object.keys(SHOWN_WORDS) as (keyof Shown)[]) {
      const element = html("button", "button button-small", { type: "button" }, SHOWN_WORDS[key]);
      element.setAttribute("aria-pressed", String(this.shown[key]));
      element.addEventListener("click", () => {
        this.shown = { ...this.shown, [key]: !this.shown[key] };
        element.setAttribute("aria-pressed", String(this.shown[key]));
        this.listener.show(this.shown);
      });
      holder.append(element);
    }
    return holder;
  }
}

function group(...buttons: HTMLElement[]): HTMLElement {
  const holder = html("div", "gantt-group");
  holder.append(...buttons);
  return holder;
}

function button(label: string, iconName: string, onClick: () => void, { isQuiet = false } = {}): HTMLButtonElement {
  const element = html("button", `button button-small${isQuiet ? " button-quiet button-icon" : ""}`, { type: "button" });
  element.append(icon(iconName, isQuiet ? label : ""), isQuiet ? "" : label);
  if (isQuiet) element.title = label;
  element.addEventListener("click", onClick);
  return element;
}
