/** What the server would refuse of chosen files is said before they are sent. */

import { gettext } from "../texts.ts";

const MEGABYTE = 1_000_000;

/** The limits that stand on an element: `data-most-megabytes` and `data-accepted`, a file field's list of endings. */
export interface Limits {
  most: number;
  accepted: string[];
}

export function limitsOf(element: HTMLElement): Limits {
  return {
    most: Number(element.dataset["mostMegabytes"]),
    accepted: (element.dataset["accepted"] ?? "").split(",").filter(Boolean),
  };
}

/** Say why a file would be refused, or nothing. */
export function faultOf(file: { name: string; size: number }, { most, accepted }: Limits): string {
  const name = file.name.toLowerCase();
  if (accepted.length && !accepted.some((ending) => name.endsWith(ending))) {
    return gettext("Files of this type are not attached here. Allowed are %(types)s.", {
      types: accepted.map((ending) => ending.slice(1)).join(", "),
    });
  }
  return file.size > most * MEGABYTE ? gettext("Larger than %(most)s MB; it was not sent.", { most }) : "";
}
