/** Schedule pages: the Gantt element. */

import "./gantt.css";
