/** What this browser remembers of the Gantt: widths, columns, zoom and what is shown. */

import type { Shown } from "./chart/bars.ts";
import type { Way } from "./chart/coloring.ts";
import type { Zoom } from "./chart/timeline.ts";

const KEY = "milepost-gantt";

export interface Preferences {
  paneWidth?: number;
  zoom?: Zoom;
  shown?: Shown;
  coloring?: Way;
  columns?: string[] | undefined;
  widths?: Readonly<Record<string, number>> | undefined;
}

export function readPreferences(): Preferences {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Preferences;
  } catch {
    return {};
  }
}

export function keepPreferences(changed: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readPreferences(), ...changed }));
  } catch {
    // Storage may be full or forbidden; the preference then lasts as long as the page.
  }
}
