/** Schedule pages: the Gantt element. */

import "./gantt.css";
import { MilepostGantt } from "./element.ts";

customElements.define("milepost-gantt", MilepostGantt);
