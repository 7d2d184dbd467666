/** Schedule pages: the Gantt element, and its keys in the page's keyboard help. */

import "./gantt.css";
import { COMMANDS } from "./commands/registry.ts";
import { tellKeys } from "./commands/telling.ts";
import { MilepostGantt } from "./element.ts";

tellKeys(COMMANDS);
customElements.define("milepost-gantt", MilepostGantt);
