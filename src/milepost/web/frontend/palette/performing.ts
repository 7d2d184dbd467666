/** What the palette does by itself: each presses the control that the page has for it. */

/** Do what an option says: `help`, `sign-out`, or a choice such as `theme=dark`. */
export function perform(what: string): void {
  if (what === "help") return showKeyboardHelp();
  if (what === "sign-out") return document.querySelector<HTMLFormElement>("form[data-signs-out]")?.requestSubmit();
  const [name, value] = what.split("=");
  document.querySelector<HTMLButtonElement>(`form[data-choice="${name}"] button[value="${value}"]`)?.click();
}

/** List the keyboard shortcuts; what draws the list is loaded when it is first asked for. */
export function showKeyboardHelp(): void {
  void import("./keyboard_help.ts").then(({ toggleKeyboardHelp }) => toggleKeyboardHelp());
}
