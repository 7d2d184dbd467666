/** Every page: styles, htmx, and the few enhancements that native elements lack. */

import "./styles/index.css";
import { ringBell } from "./bell.ts";
import { applyChoices } from "./choice.ts";
import { keepDrafts } from "./drafts.ts";
import { tellFailures } from "./failure.ts";
import { enhanceForms } from "./forms.ts";
import { keepQueries } from "./saved_views.ts";
import { enhanceKeyboard } from "./keyboard.ts";
import { enhanceMenus } from "./menu.ts";
import { showCurrentTabs } from "./tabs.ts";

applyChoices();
enhanceMenus();
enhanceKeyboard();
// Browsers that open and close dialogs by `command` and `closedby` themselves need no script for it.
if (!("commandForElement" in HTMLButtonElement.prototype && "closedBy" in HTMLDialogElement.prototype)) {
  void import("./dialog.ts").then(({ enhanceDialogs }) => enhanceDialogs());
}
if (document.querySelector("select[data-combobox]")) void import("./select_combobox.ts").then(({ enhanceComboboxes }) => enhanceComboboxes());
enhanceForms();
if (document.querySelector("[data-heat-map]")) void import("./heat_map.ts").then(({ enhanceHeatMaps }) => enhanceHeatMaps());
if (document.querySelector("form.timesheet")) void import("./timesheet_totals.ts").then(({ addUpTimesheets }) => addUpTimesheets());
keepQueries();
showCurrentTabs();
tellFailures();
ringBell();
keepDrafts();
