/** Tentative moves as the address holds them, and how they read. */

import { ngettext } from "../plurals.ts";
import { gettext } from "../texts.ts";

export const SHIFT = "shift";
const WEEK = 7;

/** The address with one project moved by so many days; with none it stands where it stands. */
export function addressWith(address: string, project: string, days: number): string {
  const url = new URL(address);
  const others = url.searchParams.getAll(SHIFT).filter((move) => move.split(":")[0] !== project);
  url.searchParams.delete(SHIFT);
  for (const name of ["move", "by", "unit"]) url.searchParams.delete(name);
  for (const move of days ? [...others, `${project}:${days}`] : others) url.searchParams.append(SHIFT, move);
  return url.href.replaceAll("%3A", ":");
}

export function daysText(days: number): string {
  if (!days) return gettext("as planned");
  const isLater = days > 0;
  const count = Math.abs(days % WEEK ? days : days / WEEK);
  if (days % WEEK)
    return isLater
      ? ngettext("%(count)s day later", "%(count)s days later", count)
      : ngettext("%(count)s day earlier", "%(count)s days earlier", count);
  return isLater
    ? ngettext("%(count)s week later", "%(count)s weeks later", count)
    : ngettext("%(count)s week earlier", "%(count)s weeks earlier", count);
}

/** How many days a key moves by; undefined for a key that is none of ours, and null back to where it stands. */
export function daysOfKey(key: string, isFine: boolean): number | null | undefined {
  switch (key) {
    case "ArrowRight":
      return isFine ? 1 : WEEK;
    case "ArrowLeft":
      return isFine ? -1 : -WEEK;
    case "PageDown":
      return 4 * WEEK;
    case "PageUp":
      return -4 * WEEK;
    case "Home":
      return null;
    default:
      return undefined;
  }
}
