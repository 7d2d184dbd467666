/** Drafts of a page that sends piece by piece: each place marked `data-draft` is kept until its own answer has come. */

import { differs, putAll, valuesOf } from "../draft_fields.ts";
import type { DraftStore } from "../draft_store.ts";

const PLACES = "[data-draft]:not(form)";
const TAKEN = "draft:taken";

export function keepPlaces(store: DraftStore): void {
  for (const place of document.querySelectorAll<HTMLElement>(PLACES)) {
    const draft = store.read(nameOf(place));
    if (draft && differs(place, draft)) putAll(place, draft);
    else if (draft) store.forget(nameOf(place));
  }
  document.addEventListener("input", (event) => {
    const place = (event.target as Element).closest<HTMLElement>(PLACES);
    if (place) store.write(nameOf(place), valuesOf(place));
  });
  document.addEventListener(TAKEN, (event) => {
    const within = event.target as HTMLElement;
    const places = [...within.querySelectorAll<HTMLElement>(PLACES)];
    for (const place of within.matches(PLACES) ? [within, ...places] : places) store.forget(nameOf(place));
  });
}

/** Tell that the server has what was typed in a part of the page, or that it was taken back. */
export function tellTaken(within: HTMLElement): void {
  within.dispatchEvent(new CustomEvent(TAKEN, { bubbles: true }));
}

function nameOf(place: HTMLElement): string {
  return `${location.pathname}#${place.dataset["draft"]}`;
}
