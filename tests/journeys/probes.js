/** What a page is asked in the browser; each question gives a list of complaints. */

(() => {
  const CONTROLS =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])";
  const EDGED =
    ".button:not(.button-quiet), input:not([type=hidden], [type=file], [type=checkbox], [type=radio]), select, textarea";
  // Rows of one height, which their own scripts bring into sight; what is cut stands whole where each row leads. The
  // accessibility statement says so.
  const OF_ONE_HEIGHT = "milepost-gantt, .roadmap-region";
  const WALKED = 30;

  // WCAG 1.4.12, Text Spacing.
  const SPACING = new CSSStyleSheet();
  SPACING.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }
  `);

  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  function named(element) {
    const id = element.id ? `#${element.id}` : "";
    const classes = [...element.classList].map((one) => `.${one}`).join("");
    return `${element.localName}${id}${classes} ${element.textContent.trim().slice(0, 40)}`;
  }

  /** Give the boxes that cut off text of theirs; a menu shows all of what its opener abbreviates. */
  function clipped() {
    const found = new Set();
    for (const element of document.querySelectorAll("body *:not(svg, svg *, option, script, noscript)")) {
      const speaks = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      if (!speaks || !shown(element) || element.closest(`.visually-hidden, summary, ${OF_ONE_HEIGHT}`)) continue;
      const box = clipping(element);
      if (box && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)) found.add(box);
    }
    return found;
  }

  function clipping(element) {
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      if ([overflowX, overflowY].some((one) => one === "hidden" || one === "clip")) return box;
    }
    return null;
  }

  /** Give the bar that stays in place over all of a control. */
  function coverOf(element) {
    if (element.closest(OF_ONE_HEIGHT)) return null;
    const { x, y, width, height } = element.getBoundingClientRect();
    const places = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
    const covers = places.map(([across, down]) => {
      let top = document.elementFromPoint(x + width * across, y + height * down);
      if (top && (element.contains(top) || top.contains(element))) return null;
      while (top && !["sticky", "fixed"].includes(getComputedStyle(top).position)) top = top.parentElement;
      return top?.contains(element) ? null : top;
    });
    return width && height && covers.every(Boolean) ? covers[0] : null;
  }

  function ringed(element) {
    const around = [element, element.parentElement, element.closest("label")].filter(Boolean);
    const rings = around.some((one) => getComputedStyle(one).outlineStyle !== "none");
    return rings || [...element.querySelectorAll("*")].some((one) => getComputedStyle(one).stroke === focusColor());
  }

  let focusColorKnown;
  function focusColor() {
    if (focusColorKnown) return focusColorKnown;
    const sample = document.body.appendChild(document.createElement("i"));
    sample.style.color = "var(--focus)";
    focusColorKnown = getComputedStyle(sample).color;
    sample.remove();
    return focusColorKnown;
  }

  /** Tell whether what is beyond a box's edge is scrolled to within it, so that it does not widen the page. */
  function scrolls(box) {
    for (; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX !== "visible") return true;
    }
    return false;
  }

  window.probes = {
    sideways() {
      if (document.documentElement.scrollWidth <= innerWidth) return [];
      const beyond = (one) => one.getBoundingClientRect().right > innerWidth;
      const wide = [...document.querySelectorAll("main *")].filter((one) => beyond(one) && !scrolls(one.parentElement));
      return ["the page scrolls sideways", ...wide.slice(0, 3).map(named)];
    },

    spacing() {
      const before = clipped();
      document.adoptedStyleSheets.push(SPACING);
      const complaints = [...clipped()].filter((box) => !before.has(box)).map((box) => `cuts off: ${named(box)}`);
      complaints.push(...window.probes.sideways());
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== SPACING);
      return complaints;
    },

    /** Walk the first and last controls backward and forward, as the Tab key does. */
    focus() {
      const all = [...document.querySelectorAll(CONTROLS)].filter((one) => shown(one) && !one.disabled);
      const walk = all.length > 2 * WALKED ? [...all.slice(0, WALKED), ...all.slice(-WALKED)] : all;
      const complaints = new Set();
      for (const element of [...walk, ...walk.toReversed()]) {
        element.focus();
        if (document.activeElement !== element) continue;
        if (!ringed(element)) complaints.add(`no ring: ${named(element)}`);
        const cover = coverOf(element);
        if (cover) complaints.add(`${named(element)} lies under ${named(cover)}`);
      }
      document.activeElement.blur();
      scrollTo(0, 0);
      return [...complaints];
    },

    motion() {
      const running = document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 1);
      return running.map((one) => named(one.effect.target));
    },

    edges() {
      const seen = [...document.querySelectorAll(EDGED)].filter(shown);
      const lacking = seen.filter((element) =>
        [element, element.parentElement].every((one) => {
          const style = getComputedStyle(one);
          return style.borderBottomStyle === "none" && style.outlineStyle === "none";
        }),
      );
      return lacking.map(named);
    },

    /** What the main part offers to do, to be compared between widths. */
    offers() {
      const offered = document.querySelectorAll("main :is(a[href], button, input:not([type=hidden]), select, textarea, summary)");
      return [...offered].filter(shown).map(named);
    },
  };
})();
