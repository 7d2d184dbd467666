/** The header of the chart: two tiers of the time scale, with flags at the status date and today. */

import { HEADER } from "../dimensions.ts";
import type { ProjectFacts } from "../document.ts";
import { setAttributes, svg } from "../elements.ts";
import type { ChartWindow } from "../viewport.ts";
import type { Tick, Timeline } from "./timeline.ts";

const LABEL_INSET = 7;
const WIDEST_LABEL = 150;
const NARROWEST_LEFT_ALIGNED = 40;
const HALF = HEADER / 2;

export class Scale {
  readonly element = svg("svg", { class: "gantt-scale", "aria-hidden": "true", height: HEADER });
  private upperLabels: [Tick, SVGElement][] = [];

  draw(timeline: Timeline, project: ProjectFacts, { left, right }: ChartWindow): void {
    setAttributes(this.element, { width: right - left, height: HEADER, viewBox: `${left} 0 ${right - left} ${HEADER}` });
    this.element.style.translate = `${left}px 0px`;
    const upper = timeline.upperTicks(left, right);
    const lower = timeline.lowerTicks(left, right);
    const edges = [
      ...upper.map(({ x }) => `M${Math.round(x) - 0.5} 0V${HEADER}`),
      ...lower.map(({ x }) => `M${Math.round(x) - 0.5} ${HALF}V${HEADER}`),
      `M${left} ${HALF - 0.5}H${right}`,
    ];
    this.upperLabels = upper.map((tick) => [tick, tickText(tick, HEADER / 4, "gantt-scale-upper")]);
    this.element.replaceChildren(
      svg("path", { class: "gantt-scale-lines", d: edges.join("") }),
      ...lower.map((tick) => tickText(tick, HALF * 1.5, "gantt-scale-lower")),
      ...flag(timeline, project.status_date, "gantt-flag-status"),
      ...flag(timeline, project.today, "gantt-flag-today"),
      ...this.upperLabels.map(([, label]) => label),
    );
  }

  /** Keep the upper labels in sight while their span is. */
  pinLabels(visibleLeft: number): void {
    for (const [{ x, width }, label] of this.upperLabels) {
      const furthest = Math.max(x, x + width - WIDEST_LABEL);
      label.setAttribute("x", String(Math.min(Math.max(x, visibleLeft), furthest) + LABEL_INSET));
    }
  }
}

function tickText({ x, label, width }: Tick, y: number, className: string): SVGElement {
  const isCentered = className === "gantt-scale-lower" && width < NARROWEST_LEFT_ALIGNED;
  const text = svg("text", {
    class: isCentered ? `${className} gantt-scale-centered` : className,
    x: isCentered ? x + width / 2 : x + LABEL_INSET,
    y,
  });
  text.textContent = label;
  return text;
}

function flag(timeline: Timeline, instant: number | null, className: string): SVGElement[] {
  if (instant === null) return [];
  const x = timeline.x(instant);
  return [svg("path", { class: className, d: `M${x - 5} ${HEADER - 7}h10l-5 7z` })];
}
