/** Puts a project as the server answers it into the page, and leaves alone what is being typed meanwhile. */

/** Whether a row holds what was typed and not saved. */
export function hasTyped(row: Element): boolean {
  return [...row.querySelectorAll<HTMLInputElement>("input:not([type=hidden])")].some(
    (input) => input.value !== input.defaultValue,
  );
}

/** What stands in the fields of a row, by which it shows whether somebody typed on while it was being saved. */
export function typedIn(row: Element): string {
  const inputs = row.querySelectorAll<HTMLInputElement>("input:not([type=hidden])");
  return [...inputs].map((input) => input.value).join("\n");
}

export function merge(
  section: HTMLElement | null,
  html: string,
  sent: ReadonlyMap<string, string>,
  tell: (sentence: string) => void,
): void {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const renewed = section && answer.getElementById(section.id);
  if (!section || !renewed) return;
  section.className = renewed.className;
  let behind: Element | null = null;
  for (const row of [...renewed.children]) {
    const standing: HTMLElement | null = document.getElementById(row.id);
    if (!standing) {
      const added = document.adoptNode(row);
      if (behind) behind.after(added);
      else section.prepend(added);
      behind = added;
    } else if (sent.get(row.id) === typedIn(standing) || !hasTyped(standing)) {
      behind = replace(standing, row);
    } else {
      behind = standing;
    }
  }
  removeWhatEnded(section, renewed);
  const progress = answer.getElementById("round-progress");
  if (progress) document.getElementById("round-progress")?.replaceWith(document.adoptNode(progress));
  const told = [...answer.querySelectorAll(".field-error, .round-messages li")].map((one) => one.textContent?.trim());
  if (told.length) tell(told.join(" "));
}

/** Tasks stay in sight once they are done; a register's entry that is settled goes. */
function removeWhatEnded(section: HTMLElement, renewed: HTMLElement): void {
  for (const row of section.querySelectorAll(".round-register"))
    if (!renewed.querySelector(`#${row.id}`)) row.remove();
}

function replace(standing: HTMLElement, row: Element): Element {
  const focused = standing.contains(document.activeElement) ? document.activeElement : null;
  const fresh = document.adoptNode(row) as HTMLElement;
  standing.replaceWith(fresh);
  if (focused) refocus(fresh, focused);
  return fresh;
}

function refocus(row: HTMLElement, focused: Element): void {
  const name = focused.getAttribute("name") ?? "";
  const value = focused instanceof HTMLButtonElement ? focused.value : "";
  const same = [...row.querySelectorAll<HTMLInputElement | HTMLButtonElement>("input, button")].find(
    (one) => one.name === name && (!value || one.value === value),
  );
  (same ?? row.querySelector<HTMLElement>("input:not([type=hidden]), a"))?.focus();
}
