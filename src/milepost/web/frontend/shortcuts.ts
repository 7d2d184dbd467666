/**
 * Keyboard shortcuts: what pages register, and what carries `data-keys` in the page. Single keys can be switched off
 * (WCAG 2.1.4) and rest while somebody types; "g p" are two keys one after the other.
 */

import { gettext } from "./texts.ts";

export interface Shortcut {
  /** As it is pressed and shown: "?", "g p", "Ctrl K", "Alt →". */
  keys: string;
  label: string;
  /** What a single key or a sequence does; without it the shortcut is only listed, its page acts on it itself. */
  run?: () => void;
}

export interface ShortcutGroup {
  title: string;
  shortcuts: Shortcut[];
}

const PAUSE_MS = 1500;
const TYPING = "input, textarea, select, [contenteditable=true], [role=grid], [role=treegrid]";
const registered: ShortcutGroup[] = [];
let pressed: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Add shortcuts to those that "?" lists; a group of the same title grows. */
export function registerShortcuts(title: string, shortcuts: Shortcut[]): void {
  const group = registered.find((known) => known.title === title);
  if (group) group.shortcuts.push(...shortcuts);
  else registered.push({ title, shortcuts });
}

/** Give all shortcuts that work on this page, those of its elements first. */
export function shortcutGroups(): ShortcutGroup[] {
  const inRail: Shortcut[] = [];
  const onPage: Shortcut[] = [];
  const inTopbar: Shortcut[] = [];
  for (const element of document.querySelectorAll<HTMLElement>("[data-keys]")) {
    const shortcut = { keys: element.dataset["keys"] ?? "", label: labelOf(element), run: () => use(element) };
    if (element.closest(".rail")) inRail.push(shortcut);
    else if (element.closest(".topbar")) inTopbar.push(shortcut);
    else onPage.push(shortcut);
  }
  const groups = [
    { title: gettext("This page"), shortcuts: onPage },
    { title: gettext("Go to"), shortcuts: inRail },
    { title: gettext("Anywhere"), shortcuts: inTopbar },
  ];
  return merged([...groups, ...registered]).filter(({ shortcuts }) => shortcuts.length);
}

export function listenForShortcuts(): void {
  document.addEventListener("keydown", (event) => {
    if (!areOn() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (target.closest(TYPING) || document.querySelector("dialog[open]:modal")) return;
    const found = next(event.key, shortcutGroups());
    if (!found) return;
    event.preventDefault();
    found.run?.();
  });
}

/** Take one more key and give the shortcut that it completes. */
export function next(key: string, groups: ShortcutGroup[]): Shortcut | undefined {
  clearTimeout(timer);
  const all = groups.flatMap(({ shortcuts }) => shortcuts).filter(({ run }) => run);
  const found = [...pressed, key].join(" ");
  const exact = all.find(({ keys }) => keys === found) ?? all.find(({ keys }) => keys === key);
  if (exact) {
    pressed = [];
    return exact;
  }
  pressed = all.some(({ keys }) => keys.startsWith(`${key} `)) ? [key] : [];
  timer = setTimeout(() => (pressed = []), PAUSE_MS);
  return undefined;
}

function areOn(): boolean {
  return document.documentElement.dataset["shortcuts"] !== "off";
}

function labelOf(element: HTMLElement): string {
  return (
    element.dataset["keysLabel"] ??
    element.getAttribute("aria-label") ??
    ((element.textContent ?? "").trim() || element.title)
  );
}

function use(element: HTMLElement): void {
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
}

function merged(groups: ShortcutGroup[]): ShortcutGroup[] {
  const found = new Map<string, Shortcut[]>();
  for (const { title, shortcuts } of groups) found.set(title, [...(found.get(title) ?? []), ...shortcuts]);
  return [...found].map(([title, shortcuts]) => ({ title, shortcuts }));
}
