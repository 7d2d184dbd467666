/** The keyboard: Ctrl K opens the palette at once, so that no key typed after it goes astray; "?" lists the shortcuts. */

import { togglePalette } from "./palette/palette.ts";
import { showKeyboardHelp } from "./palette/performing.ts";
import { listenForShortcuts, registerShortcuts } from "./shortcuts.ts";

export function enhanceKeyboard(): void {
  const address = document.body.dataset["palette"];
  if (!address) return;
  const keys = navigator.platform.startsWith("Mac") ? "⌘ K" : "Ctrl K";
  for (const shown of document.querySelectorAll(".topbar-keys")) shown.textContent = keys;
  registerShortcuts("Anywhere", [
    { keys, label: "Go to or do" },
    { keys: "?", label: "Keyboard shortcuts", run: showKeyboardHelp },
    { keys: "Ctrl /", label: "Keyboard shortcuts, even while typing" },
    { keys: "Esc", label: "Close what is open" },
  ]);
  registerShortcuts("Go to", [
    { keys: "g w", label: "Weekly round", run: () => window.location.assign("/weekly-round/") },
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
