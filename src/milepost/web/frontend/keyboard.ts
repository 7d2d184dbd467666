/** The keyboard: Ctrl K opens the palette at once, so that no key typed after it goes astray; "?" lists the shortcuts. */

import { togglePalette } from "./palette/palette.ts";
import { showKeyboardHelp } from "./palette/performing.ts";
import { listenForShortcuts, registerShortcuts } from "./shortcuts.ts";
import { gettext } from "./texts.ts";

export function enhanceKeyboard(): void {
  const address = document.body.dataset["palette"];
  if (!address) return;
  const keys = navigator.platform.startsWith("Mac") ? "⌘ K" : "Ctrl K";
  for (const shown of document.querySelectorAll(".topbar-keys")) shown.textContent = keys;
  registerShortcuts(gettext("Anywhere"), [
    { keys, label: gettext("Go to or do") },
    { keys: "?", label: gettext("Keyboard shortcuts"), run: showKeyboardHelp },
    { keys: "Ctrl /", label: gettext("Keyboard shortcuts, even while typing") },
    { keys: "Esc", label: gettext("Close what is open") },
  ]);
  registerShortcuts(gettext("Go to"), [
    { keys: "g w", label: gettext("Weekly round"), run: () => window.location.assign("/weekly-round/") },
  ]);
  listenForShortcuts();
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const key = event.key.toLowerCase();
    if (key !== "k" && key !== "/") return;
    event.preventDefault();
    if (key === "k") togglePalette(address, document.body.dataset["project"] ?? "");
    else showKeyboardHelp();
  });
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-keyboard-help]")) showKeyboardHelp();
  });
}
