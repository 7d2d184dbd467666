/** Every page: styles, htmx, and the few enhancements that native elements lack. */

import "./styles/index.css";
import "htmx.org";
import { closeMenusWhenLeft } from "./menu.ts";
import { submitThemeQuietly } from "./theme.ts";

submitThemeQuietly();
closeMenusWhenLeft();
