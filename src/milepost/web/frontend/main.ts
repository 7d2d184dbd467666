/** Every page: styles, htmx, and the few enhancements that native elements lack. */

import "./styles/index.css";
import { ringBell } from "./bell.ts";
import { applyChoices } from "./choice.ts";
import { enhanceComboboxes } from "./combobox.ts";
import { enhanceDialogs } from "./dialog.ts";
import { keepDrafts } from "./drafts.ts";
import { tellFailures } from "./failure.ts";
import { enhanceForms } from "./forms.ts";
import { enhanceHeatMaps } from "./heat_map.ts";
import { keepQueries } from "./saved_views.ts";
import { enhanceKeyboard } from "./keyboard.ts";
import { enhanceMenus } from "./menu.ts";
import { showCurrentTabs } from "./tabs.ts";

applyChoices();
enhanceMenus();
enhanceKeyboard();
enhanceDialogs();
enhanceComboboxes();
enhanceForms();
enhanceHeatMaps();
keepQueries();
showCurrentTabs();
tellFailures();
ringBell();
keepDrafts();
