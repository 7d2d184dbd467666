/** The four types of link: their codes, and their names in words. */

import { type LinkCode, LinkType } from "../document.ts";
import { gettext } from "../../texts.ts";

export const LINK_CODES: Record<LinkType, LinkCode> = {
  [LinkType.FinishFinish]: "FF",
  [LinkType.FinishStart]: "FS",
  [LinkType.StartFinish]: "SF",
  [LinkType.StartStart]: "SS",
};

export const LINK_WORDS: Record<LinkCode, string> = {
  FS: gettext("Finish to start"),
  SS: gettext("Start to start"),
  FF: gettext("Finish to finish"),
  SF: gettext("Start to finish"),
};
