/** The toolbar: buttons of commands, which follow what is allowed and what is on. */

import { icon } from "../icon.ts";
import { type Command, type Gantt, isAllowed } from "./commands/command.ts";
import { commandNamed, TOOLBAR } from "./commands/registry.ts";
import { html } from "./elements.ts";
import { chordText } from "./keyboard.ts";
import { Legend } from "./chart/legend.ts";
import { showMenu } from "./chart/show_menu.ts";

type Style = "plain" | "icon" | "segment";

const CLASSES: Record<Style, string> = {
  plain: "button button-small",
  icon: "button button-small button-quiet button-icon",
  segment: "gantt-segment",
};

export class Toolbar {
  readonly element = html("div", "gantt-toolbar", { role: "group", "aria-label": "Schedule view" });
  private readonly legend = new Legend();
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
      html("span", "gantt-toolbar-gap"),
      this.group(TOOLBAR.task, "icon"),
      this.legend.element,
    );
  }

  /** Bring the buttons in step with what is allowed and on. */
  refresh(): void {
    this.legend.show(this.gantt.workspace);
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
