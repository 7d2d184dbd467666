/** Every page: styles, htmx, and the few enhancements that native elements lack. */

import "./styles/index.css";
import { tellFailures } from "./failure.ts";
import { enhanceForms } from "./forms.ts";
import { closeMenusWhenLeft } from "./menu.ts";
import { keepQueries } from "./saved_views.ts";
import { submitThemeQuietly } from "./theme.ts";

submitThemeQuietly();
closeMenusWhenLeft();
enhanceForms();
keepQueries();
tellFailures();
