/** Links as a planner types them: "12; 14SS; 15FS+2d", by the tasks' IDs. */

import { type LinkColumns, LinkType } from "../document.ts";

const LETTERS: Record<LinkType, string> = {
  [LinkType.FinishFinish]: "FF",
  [LinkType.FinishStart]: "FS",
  [LinkType.StartFinish]: "SF",
  [LinkType.StartStart]: "SS",
};

export class LinkTexts {
  private readonly into = new Map<number, number[]>();
  private readonly outOf = new Map<number, number[]>();

  constructor(
    private readonly links: LinkColumns,
    private readonly uids: readonly number[],
  ) {
    links.successor.forEach((task, link) => add(this.into, task, link));
    links.predecessor.forEach((task, link) => add(this.outOf, task, link));
  }

  predecessorsOf(task: number): string {
    return this.textOf(this.into.get(task), this.links.predecessor);
  }

  successorsOf(task: number): string {
    return this.textOf(this.outOf.get(task), this.links.successor);
  }

  private textOf(found: number[] | undefined, others: number[]): string {
    if (!found) return "";
    const sorted = [...found].sort((one, other) => others[one]! - others[other]!);
    return sorted.map((link) => linkText(this.uids[others[link]!]!, this.links.type[link]!, this.links.lag_text[link]!)).join("; ");
  }
}

/** The type is left out where it is the usual one, as long as no lag follows. */
export function linkText(uid: number, type: LinkType, lag: string): string {
  const signed = lag === "" || /^[-+−]/.test(lag) ? lag : `+${lag}`;
  return type === LinkType.FinishStart && !signed ? String(uid) : `${uid}${LETTERS[type]}${signed}`;
}

function add(map: Map<number, number[]>, task: number, link: number): void {
  const found = map.get(task);
  if (found) found.push(link);
  else map.set(task, [link]);
}
