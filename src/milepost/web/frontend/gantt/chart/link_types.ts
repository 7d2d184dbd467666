/** The four types of link: their codes, and their names in words. */

import { type LinkCode, LinkType } from "../document.ts";

export const LINK_CODES: Record<LinkType, LinkCode> = {
  [LinkType.FinishFinish]: "FF",
  [LinkType.FinishStart]: "FS",
  [LinkType.StartFinish]: "SF",
  [LinkType.StartStart]: "SS",
};

export const LINK_WORDS: Record<LinkCode, string> = {
  FS: "Finish to start",
  SS: "Start to start",
  FF: "Finish to finish",
  SF: "Start to finish",
};
