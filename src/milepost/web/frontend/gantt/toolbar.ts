/** The toolbar: buttons of commands, which follow what is allowed and what is on; menus are filled when they open. */

import { icon } from "../icon.ts";
import { type Command, type Gantt, isAllowed } from "./commands/command.ts";
import { commandNamed, TOOLBAR } from "./commands/registry.ts";
import { html } from "./elements.ts";
import { conditionCount } from "./filtering.ts";
import { chordText } from "./keyboard.ts";
import { gettext } from "../texts.ts";

type Fill = (panel: HTMLElement) => Promise<void>;

export class Toolbar {
  readonly element = html("div", "gantt-toolbar", { role: "group", "aria-label": gettext("Schedule view") });
  /** Stands at the foot, where there is room. */
  readonly legend: HTMLDetailsElement;
  private readonly editing = html("div", "gantt-editing");
  private readonly scaleWord = html("span", "gantt-scale-word");
  private readonly filterMenu: HTMLDetailsElement;
  private readonly buttons: [Command, HTMLButtonElement][] = [];

  constructor(private readonly gantt: Gantt) {
    this.legend = this.menu(gettext("Legend"), "", async (panel) => (await import("./panels/legend.ts")).fillLegend(panel, gantt.workspace));
    this.filterMenu = this.menu(gettext("Filter"), "filter", async (panel) => (await import("./panels/filter_panel.ts")).fillFilter(panel, gantt));
    this.element.append(
      this.editing,
      this.group(TOOLBAR.task),
      html("span", "gantt-toolbar-gap"),
      this.scale(),
      this.group(TOOLBAR.places),
      this.menu(gettext("Show"), "watch", async (panel) => (await import("./panels/show_panel.ts")).fillShow(panel, gantt)),
      this.outlineMenu(),
      this.filterMenu,
      this.menu(gettext("Columns"), "columns", async (panel) => (await import("./panels/column_panel.ts")).fillColumns(panel, gantt)),
    );
  }

  /** Offer what the editor can do; the room for it was kept. */
  offer(commands: readonly Command[]): void {
    this.editing.replaceChildren(...TOOLBAR.editing.map((names) => this.group(names, commands)));
    this.refresh();
  }

  /** Bring the buttons in step with what is allowed and on. */
  refresh(): void {
    const { workspace, view, filtered } = this.gantt;
    this.editing.hidden = !workspace.mayEdit;
    this.filterMenu.firstElementChild!.classList.toggle("gantt-on", conditionCount(filtered) > 0);
    const word = commandNamed(view.timeline.tier, this.gantt.commands)!.label;
    this.scaleWord.textContent = word;
    for (const [command, button] of this.buttons) {
      button.disabled = !isAllowed(command, this.gantt);
      if (command.isOn) button.setAttribute("aria-pressed", String(command.isOn(this.gantt)));
    }
  }

  /** How much time the chart shows: closer, further, or a unit by name. */
  private scale(): HTMLElement {
    const holder = html("div", "gantt-group gantt-scale-group", { role: "group", "aria-label": gettext("Time scale") });
    const menu = this.menu("", "", undefined, TOOLBAR.scale);
    menu.firstElementChild!.prepend(this.scaleWord);
    menu.firstElementChild!.setAttribute("title", gettext("Time scale"));
    const [further, closer] = this.group(["zoom-out", "zoom-in"]).children;
    holder.append(further!, menu, closer!);
    return holder;
  }

  private group(names: readonly string[], commands = this.gantt.commands): HTMLElement {
    const holder = html("div", "gantt-group");
    holder.append(...names.flatMap((name) => commandNamed(name, commands) ?? []).map((command) => this.tool(command)));
    return holder;
  }

  private outlineMenu(): HTMLElement {
    return this.menu(gettext("Outline"), "indent", undefined, TOOLBAR.outline);
  }

  /** A menu of commands, or of what is fetched when it opens. */
  private menu(label: string, iconName: string, fill?: Fill, names: readonly string[] = []): HTMLDetailsElement {
    const menu = html("details", "menu");
    const summary = html("summary", "button button-small");
    const word = html("span", "gantt-tool-word", {}, label);
    summary.append(...(iconName ? [icon(iconName)] : []), ...(label ? [word] : []), icon("down"));
    const panel = html("div", fill ? "menu-panel gantt-panel" : "menu-panel menu-panel-start");
    panel.append(...names.flatMap((name) => commandNamed(name, this.gantt.commands) ?? []).map((command) => this.item(command, menu)));
    menu.append(summary, panel);
    if (fill) menu.addEventListener("toggle", () => void (menu.open && fill(panel)));
    return menu;
  }

  private tool(command: Command): HTMLButtonElement {
    const element = html("button", command.short ? "button button-small button-quiet" : "button button-small button-quiet button-icon", { type: "button" });
    element.append(icon(command.icon ?? ""));
    if (command.short) element.append(html("span", "gantt-tool-word", {}, command.short));
    element.setAttribute("aria-label", command.label);
    const key = command.keys?.[0];
    element.title = key ? `${command.label} (${chordText(key)})` : command.label;
    return this.running(command, element);
  }

  private item(command: Command, menu: HTMLDetailsElement): HTMLButtonElement {
    const element = html("button", "menu-item", { type: "button" }, command.label);
    const key = command.keys?.[0];
    if (key) element.append(html("kbd", "menu-item-note", {}, chordText(key)));
    element.addEventListener("click", () => (menu.open = false));
    return this.running(command, element);
  }

  private running(command: Command, element: HTMLButtonElement): HTMLButtonElement {
    element.addEventListener("click", () => command.run(this.gantt));
    this.buttons.push([command, element]);
    return element;
  }
}
