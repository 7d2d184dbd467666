/** Discussions: mentions are picked as one types, and files go up as soon as they are chosen. */

import { showChosenFiles } from "./composer.ts";
import { pickMentions } from "./mentions.ts";
import { sendFiles } from "./uploads.ts";

pickMentions();
showChosenFiles();
sendFiles();
