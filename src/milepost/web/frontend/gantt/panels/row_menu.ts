/** The menu of a row, at the pointer or beside the active cell. */

import { icon } from "../../icon.ts";
import { type Command, type Gantt, isAllowed } from "../commands/command.ts";
import { html } from "../elements.ts";
import { chordText } from "../keyboard.ts";
import { gettext } from "../../texts.ts";

/** Show commands in groups as a menu at a place of the window; it is about the task, unless it is named. */
export function openRowMenu(gantt: Gantt, groups: readonly (readonly Command[])[], place: { x: number; y: number }, name = gettext("Task")): void {
  const menu = html("div", "menu-panel gantt-row-menu", { role: "menu", popover: "auto", "aria-label": name });
  for (const group of groups) {
    const allowed = group.filter((command) => isAllowed(command, gantt));
    if (allowed.length && menu.childElementCount) menu.append(html("div", "menu-divider"));
    menu.append(...allowed.map((command) => item(command)));
  }
  menu.addEventListener("keydown", walk);
  menu.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState !== "closed") return;
    menu.remove();
    gantt.view.grid.focus();
  });
  document.body.append(menu);
  menu.showPopover();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.insetInlineStart = `${Math.min(place.x, innerWidth - width - 8)}px`;
  menu.style.insetBlockStart = `${Math.min(place.y, innerHeight - height - 8)}px`;
  menu.querySelector("button")?.focus();

  function item(command: Command): HTMLElement {
    const button = html("button", "menu-item", { type: "button", role: "menuitem", tabindex: -1 });
    if (command.icon) button.append(icon(command.icon));
    button.append(html("span", "", {}, command.label));
    if (command.keys?.[0]) button.append(html("kbd", "menu-item-note", {}, chordText(command.keys[0])));
    button.addEventListener("click", () => {
      menu.hidePopover();
      command.run(gantt);
    });
    return button;
  }

  function walk(event: KeyboardEvent): void {
    const items = [...menu.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items[to % items.length]?.focus();
  }
}
