/** The roadmap: bars are dragged or moved by keys, and the server tells what moves with them. */

import "./figure.css";
import "./roadmap.css";
import { addressWith, daysOfKey, daysText, SHIFT } from "./moving.ts";
import { gettext } from "../texts.ts";

const PAUSE_BEFORE_ASKING = 450;
const FARTHEST_DAYS = 3640;
const ROOM_BEFORE_TODAY = 0.3;
const YEAR_INSET = 6;

interface Held {
  bar: SVGGElement;
  from: number;
  days: number;
}

class Roadmap {
  private held: Held | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;
  private readonly tip = document.createElement("div");

  constructor(private readonly root: HTMLElement) {
    this.tip.className = "roadmap-tip";
    this.tip.hidden = true;
    document.body.append(this.tip);
    root.addEventListener("keydown", (event) => this.press(event));
    root.addEventListener("pointerdown", (event) => this.take(event));
    root.addEventListener("click", (event) => this.follow(event));
    window.addEventListener("popstate", () => void this.ask(location.href, { keepsHistory: true }));
    root.addEventListener("scroll", () => this.pinYears(), { capture: true, passive: true });
    this.enhance();
    this.showToday();
    this.pinYears();
  }

  /** Keep the name of a fiscal year in sight while its quarters are. */
  private pinYears(): void {
    const head = this.region?.querySelector<HTMLElement>("thead .roadmap-time");
    if (!this.region || !head) return;
    const scale = widthOf(head) / head.offsetWidth;
    const hidden = Math.max(0, this.region.scrollLeft) * scale;
    for (const year of head.querySelectorAll<SVGTextElement>(".roadmap-year")) {
      year.dataset["x"] ??= year.getAttribute("x") ?? "0";
      const first = Number(year.dataset["x"]);
      const last = Number(year.dataset["last"]);
      year.setAttribute("x", String(Math.min(Math.max(first, hidden + YEAR_INSET), Math.max(first, last))));
    }
  }

  /** Tell what each bar is and what it does to those who do not drag. */
  private enhance(): void {
    for (const bar of this.root.querySelectorAll<SVGGElement>(".roadmap-bar[data-project]")) {
      const days = Number(bar.dataset["days"]);
      const name = bar.closest("tr")?.querySelector("a")?.textContent ?? "";
      bar.ownerSVGElement?.setAttribute("role", "group");
      for (const [attribute, value] of Object.entries({
        role: "slider",
        tabindex: "0",
        "aria-label": gettext("Begin %(project)s later or earlier", { project: name }),
        "aria-valuemin": String(-FARTHEST_DAYS),
        "aria-valuemax": String(FARTHEST_DAYS),
        "aria-valuenow": String(days),
        "aria-valuetext": daysText(days),
      })) {
        bar.setAttribute(attribute, value);
      }
    }
  }

  private get region(): HTMLElement | null {
    return this.root.querySelector(".roadmap-region");
  }

  private showToday(): void {
    const { region } = this;
    const first = region?.querySelector<HTMLElement>("thead .roadmap-time");
    if (!region || !first) return;
    const fixed = first.offsetLeft;
    const x = (Number(region.dataset["today"]) * first.offsetWidth) / widthOf(first);
    region.scrollLeft = x - (region.clientWidth - fixed) * ROOM_BEFORE_TODAY;
  }

  private press(event: KeyboardEvent): void {
    const bar = barOf(event);
    if (!bar || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = daysOfKey(event.key, event.shiftKey);
    if (step === undefined) return;
    event.preventDefault();
    this.hold(bar);
    this.preview(step === null ? 0 : this.held!.days + step);
    this.askSoon();
  }

  private take(event: PointerEvent): void {
    const bar = barOf(event);
    if (!bar || event.button !== 0) return;
    event.preventDefault();
    this.hold(bar);
    const began = this.held!.days;
    const startX = event.clientX;
    const perDay = pixelsPerDay(bar);
    bar.setPointerCapture(event.pointerId);
    const move = ({ clientX, clientY }: PointerEvent): void => {
      this.preview(began + Math.round((clientX - startX) / perDay));
      this.showTip(clientX, clientY);
    };
    const end = (): void => {
      bar.removeEventListener("pointermove", move);
      this.tip.hidden = true;
      bar.focus();
      this.askSoon();
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("lostpointercapture", end, { once: true });
  }

  private hold(bar: SVGGElement): void {
    if (this.held?.bar === bar) return;
    const days = Number(bar.dataset["days"]);
    this.held = { bar, from: days, days };
  }

  private preview(days: number): void {
    const { held } = this;
    if (!held) return;
    held.days = Math.max(-FARTHEST_DAYS, Math.min(FARTHEST_DAYS, days));
    const offset = (held.days - held.from) * unitsPerDay(held.bar);
    held.bar.setAttribute("transform", `translate(${offset} 0)`);
    held.bar.classList.add("roadmap-dragged");
    held.bar.setAttribute("aria-valuenow", String(held.days));
    held.bar.setAttribute("aria-valuetext", daysText(held.days));
  }

  private showTip(x: number, y: number): void {
    this.tip.textContent = daysText(this.held?.days ?? 0);
    this.tip.style.insetInlineStart = `${x + 14}px`;
    this.tip.style.insetBlockStart = `${y + 16}px`;
    this.tip.hidden = false;
  }

  private askSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { held } = this;
      this.held = undefined;
      if (!held) return;
      if (held.days === held.from) {
        held.bar.removeAttribute("transform");
        held.bar.classList.remove("roadmap-dragged");
        return;
      }
      void this.ask(addressWith(location.href, held.bar.dataset["project"]!, held.days));
    }, PAUSE_BEFORE_ASKING);
  }

  private follow(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-roadmap-go]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    void this.ask(link.href);
  }

  /** Read what an address shows in place of what stands; without an answer the browser goes there itself. */
  private async ask(address: string, { keepsHistory = false } = {}): Promise<void> {
    this.asking?.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    this.root.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { headers: { "HX-Request": "true" }, signal });
      if (!response.ok) throw new TypeError(response.statusText);
      const content = await response.text();
      if (!keepsHistory) history.pushState(null, "", address);
      this.show(content);
      keepMoves(address);
    } catch (error) {
      if (!signal.aborted) location.assign(address);
      else if (!(error instanceof DOMException)) throw error;
    } finally {
      if (!signal.aborted) this.root.removeAttribute("aria-busy");
    }
  }

  private show(content: string): void {
    const { scrollLeft = 0, scrollTop = 0 } = this.region ?? {};
    const focused = barIn(document.activeElement)?.dataset["project"];
    const fresh = new DOMParser().parseFromString(content, "text/html");
    this.root.replaceChildren(...fresh.body.childNodes);
    this.enhance();
    this.region?.scrollTo(scrollLeft, scrollTop);
    this.pinYears();
    const bar = focused && this.root.querySelector<SVGGElement>(`.roadmap-bar[data-project="${focused}"]`);
    if (bar) bar.focus({ preventScroll: true });
    else this.root.querySelector<HTMLInputElement>('input[name="by"]')?.focus();
  }
}

/** What is filtered next keeps the moves that are tried now. */
function keepMoves(address: string): void {
  const form = document.querySelector<HTMLFormElement>("form.filter-bar");
  if (!form) return;
  for (const field of form.querySelectorAll(`input[name="${SHIFT}"]`)) field.remove();
  for (const move of new URL(address).searchParams.getAll(SHIFT)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: SHIFT, value: move });
    form.append(field);
  }
}

const barIn = (element: Element | null): SVGGElement | null =>
  element?.closest<SVGGElement>(".roadmap-bar[data-project]") ?? null;

const barOf = (event: Event): SVGGElement | null => barIn(event.target as Element);

const widthOf = (cell: Element): number => cell.querySelector("svg")?.viewBox.baseVal.width ?? 1;

/** The figure's own units to a day, told by the server for all rows alike. */
const unitsPerDay = (bar: Element): number =>
  Number(bar.closest<HTMLElement>(".roadmap-region")?.dataset["perDay"] ?? 1);

function pixelsPerDay(bar: SVGGElement): number {
  const figure = bar.ownerSVGElement!;
  return (unitsPerDay(bar) * figure.getBoundingClientRect().width) / figure.viewBox.baseVal.width;
}

const root = document.querySelector<HTMLElement>("[data-roadmap]");
if (root) new Roadmap(root);
