/** What narrows and sorts the rows, as it stands in the address. */

const NAMES = ["q", "ids", "who", "status", "phase", "from", "to", "critical", "sort"] as const;

/** As in the address, all texts: words of the name, IDs as 3,5,9, a person, a status, a phase, dates as 2027-03-12, and a column. */
export type Filter = Partial<Record<(typeof NAMES)[number], string>>;

export function filterIn(query: URLSearchParams): Filter {
  return Object.fromEntries(NAMES.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : [])));
}

/** Write a filter into a query, over the one that was there. */
export function writeFilter(query: URLSearchParams, filter: Filter): void {
  for (const name of NAMES) {
    if (filter[name]) query.set(name, filter[name]);
    else query.delete(name);
  }
}

/** How many conditions narrow the rows. */
export const conditionCount = ({ sort: _, ...filter }: Filter): number => Object.values(filter).filter(Boolean).length;
