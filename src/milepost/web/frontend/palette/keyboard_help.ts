/** The list of keyboard shortcuts, as the page has them at the moment. */

import { icon } from "../icon.ts";
import { type Shortcut, type ShortcutGroup, shortcutGroups } from "../shortcuts.ts";
import { gettext } from "../texts.ts";

let dialog: HTMLDialogElement | undefined;

export function toggleKeyboardHelp(): void {
  dialog ??= made();
  if (dialog.open) return dialog.close();
  dialog.querySelector(".keyboard-help")?.replaceChildren(...shortcutGroups().map(group));
  const areOff = document.documentElement.dataset["shortcuts"] === "off";
  const note = dialog.querySelector<HTMLElement>(".keyboard-help-note");
  if (note) {
    note.textContent = areOff
      ? gettext("Single keys are switched off; switch them on in your menu at the top right.")
      : gettext("Single keys rest while you type, and can be switched off in your menu at the top right.");
  }
  dialog.showModal();
}

function made(): HTMLDialogElement {
  const shown = document.createElement("dialog");
  shown.className = "dialog keyboard-help-dialog";
  shown.setAttribute("aria-labelledby", "keyboard-help-title");
  shown.setAttribute("closedby", "any");
  const title = document.createElement("h2");
  title.id = "keyboard-help-title";
  title.textContent = gettext("Keyboard shortcuts");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button-quiet button-icon";
  close.append(icon("close", gettext("Close")));
  close.addEventListener("click", () => shown.close());
  const header = document.createElement("header");
  header.className = "dialog-header";
  header.append(title, close);
  const body = document.createElement("div");
  body.className = "dialog-body";
  const groups = document.createElement("div");
  groups.className = "keyboard-help";
  const note = document.createElement("p");
  note.className = "keyboard-help-note soft small";
  body.append(groups, note);
  shown.append(header, body);
  document.body.append(shown);
  return shown;
}

function group({ title, shortcuts }: ShortcutGroup): HTMLElement {
  const section = document.createElement("section");
  const heading = document.createElement("h3");
  heading.textContent = title;
  const list = document.createElement("dl");
  list.append(...shortcuts.map(row));
  section.append(heading, list);
  return section;
}

function row({ keys, label }: Shortcut): HTMLElement {
  const line = document.createElement("div");
  const term = document.createElement("dt");
  term.textContent = label;
  const shown = document.createElement("dd");
  for (const [place, key] of keys.split(" ").entries()) {
    if (place) shown.append(" ");
    const cap = document.createElement("kbd");
    cap.textContent = key;
    shown.append(cap);
  }
  line.append(term, shown);
  return line;
}
