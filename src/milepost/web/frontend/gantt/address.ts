/** What one sees, in the page's address: it can be sent as a link, and saved as a view. */

import { type Filter, filterIn, writeFilter } from "./filtering.ts";
import type { Zoom } from "./chart/timeline.ts";
import { ZOOMS } from "./chart/timeline.ts";

export interface Seen {
  filter: Filter;
  columns: string[] | undefined;
  zoom: Zoom | undefined;
  level: number | undefined;
}

export function readAddress(search: string): Seen {
  const query = new URLSearchParams(search);
  const level = Number(query.get("level"));
  return {
    filter: filterIn(query),
    columns: query.get("columns")?.split(",").filter(Boolean),
    zoom: ZOOMS.find((zoom) => zoom === query.get("zoom")),
    level: level > 0 ? level : undefined,
  };
}

/** A query that says what is seen; what else stood in it stays. */
export function queryOf(search: string, { filter, columns, zoom, level }: Seen): string {
  const query = new URLSearchParams(search);
  writeFilter(query, filter);
  put(query, "columns", columns?.join(","));
  put(query, "zoom", zoom);
  put(query, "level", level === undefined || level === Infinity ? undefined : String(level));
  return query.toString().replaceAll("%2C", ",");
}

function put(query: URLSearchParams, name: string, value: string | undefined): void {
  if (value) query.set(name, value);
  else query.delete(name);
}
