/** The shared table: a grid under the keyboard, cells that are edited in place, and answers without a new page. */

import { moveColumns } from "./columns.ts";
import { editCells } from "./editing.ts";
import { prepareGrids, walkGrids } from "./grid.ts";
import { selectRows } from "./selection.ts";
import { swapAnswers } from "./swapping.ts";

walkGrids();
editCells();
selectRows();
moveColumns();
swapAnswers(prepareGrids);
prepareGrids();
