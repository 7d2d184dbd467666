/** A question before something large is done. */

import { html } from "../elements.ts";
import { gettext } from "../../texts.ts";

/** Ask in a dialog; true when the person agrees. */
export function ask(title: string, words: string, agreement: string): Promise<boolean> {
  const dialog = html("dialog", "dialog dialog-small", { "aria-labelledby": "gantt-question", closedby: "any" });
  const form = html("form", "dialog-body", { method: "dialog" });
  const actions = html("div", "form-actions");
  actions.append(
    html("button", "button button-primary", { value: "yes", autofocus: "" }, agreement),
    html("button", "button button-quiet", { value: "" }, gettext("Cancel")),
  );
  const header = html("header", "dialog-header");
  header.append(html("h2", "", { id: "gantt-question" }, title));
  form.append(html("p", "", {}, words), actions);
  dialog.append(header, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    }),
  );
}
