/** The toolbar: buttons of commands, which follow what is allowed and what is on. */

import { icon } from "../icon.ts";
import { type Command, type Gantt, isAllowed } from "./commands/command.ts";
import { commandNamed, TOOLBAR } from "./commands/registry.ts";
import { html } from "./elements.ts";
import { conditionCount } from "./filtering.ts";
import { chordText } from "./keyboard.ts";
import { Legend } from "./chart/legend.ts";
import { showMenu } from "./chart/show_menu.ts";

type Style = "plain" | "icon" | "segment" | "item";

const CLASSES: Record<Style, string> = {
  plain: "button button-small",
  icon: "button button-small button-quiet button-icon",
  segment: "gantt-segment",
  item: "menu-item",
};

export class Toolbar {
  readonly element = html("div", "gantt-toolbar", { role: "group", "aria-label": "Schedule view" });
  private readonly legend = new Legend();
  private filterButton: HTMLElement | undefined;
  private readonly buttons: [Command, HTMLButtonElement][] = [];

  constructor(
    private readonly gantt: Gantt,
    mayEdit: boolean,
  ) {
    const scale = this.group(TOOLBAR.scale, "segment");
    scale.className = "gantt-segments";
    scale.setAttribute("role", "group");
    scale.setAttribute("aria-label", "Time scale");
    if (mayEdit) this.element.append(this.group(TOOLBAR.history, "icon"), this.group(TOOLBAR.rows, "icon"));
    this.element.append(
      scale,
      this.group(TOOLBAR.places, "icon"),
      showMenu(gantt),
      this.outlineMenu(),
      this.panel("Filter", "filter", async (panel) => (await import("./panels/filter_panel.ts")).fillFilter(panel, gantt)),
      this.panel("Columns", "columns", async (panel) => (await import("./panels/column_panel.ts")).fillColumns(panel, gantt)),
      html("span", "gantt-toolbar-gap"),
      this.group(TOOLBAR.task, "icon"),
      this.legend.element,
    );
  }

  /** Bring the buttons in step with what is allowed and on. */
  refresh(): void {
    this.legend.show(this.gantt.workspace);
    this.filterButton?.classList.toggle("gantt-on", conditionCount(this.gantt.filtered) > 0);
    for (const [command, button] of this.buttons) {
      button.disabled = !isAllowed(command, this.gantt);
      if (command.isOn) button.setAttribute("aria-pressed", String(command.isOn(this.gantt)));
    }
  }

  private group(names: readonly string[], style: Style = "plain"): HTMLElement {
    const holder = html("div", "gantt-group");
    holder.append(...names.map((name) => this.button(commandNamed(name), style)));
    return holder;
  }

  private outlineMenu(): HTMLElement {
    const panel = html("div", "menu-panel menu-panel-start");
    panel.append(...TOOLBAR.outline.map((name) => this.button(commandNamed(name), "item")));
    return details("Outline", "", panel);
  }

  /** A menu whose content is fetched when it opens. */
  private panel(label: string, iconName: string, fill: (panel: HTMLElement) => Promise<void>): HTMLElement {
    const panel = html("div", "menu-panel gantt-panel");
    const menu = details(label, iconName, panel);
    if (label === "Filter") this.filterButton = menu.querySelector("summary")!;
    menu.addEventListener("toggle", () => void (menu.open && fill(panel)));
    return menu;
  }

  private button(command: Command, style: Style): HTMLButtonElement {
    const isIcon = style === "icon";
    const element = html("button", CLASSES[style], { type: "button" });
    if (command.icon) element.append(icon(command.icon, isIcon ? command.label : ""));
    if (!isIcon) element.append(command.label);
    const key = command.keys?.[0];
    if (isIcon || key) element.title = key ? `${command.label} (${chordText(key)})` : command.label;
    element.addEventListener("click", () => command.run(this.gantt));
    this.buttons.push([command, element]);
    return element;
  }
}

function details(label: string, iconName: string, panel: HTMLElement): HTMLDetailsElement {
  const menu = html("details", "menu");
  const summary = html("summary", "button button-small");
  summary.append(...(iconName ? [icon(iconName)] : []), label, icon("down"));
  menu.append(summary, panel);
  return menu;
}
