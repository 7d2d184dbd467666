/** Which command each key means; what a command does is the element's business. */

export type Command =
  | { name: "step"; rows: number }
  | { name: "page"; direction: 1 | -1 }
  | { name: "edge"; last: boolean }
  | { name: "expand" }
  | { name: "collapse" }
  | { name: "open" }
  | { name: "explain" }
  | { name: "move"; direction: 1 | -1 }
  | { name: "stretch"; direction: 1 | -1 }
  | { name: "zoom"; direction: 1 | -1 };

export type Keys = Pick<KeyboardEvent, "key" | "altKey" | "shiftKey" | "ctrlKey" | "metaKey">;

const PLAIN: Record<string, Command> = {
  ArrowDown: { name: "step", rows: 1 },
  ArrowUp: { name: "step", rows: -1 },
  PageDown: { name: "page", direction: 1 },
  PageUp: { name: "page", direction: -1 },
  Home: { name: "edge", last: false },
  End: { name: "edge", last: true },
  ArrowRight: { name: "expand" },
  ArrowLeft: { name: "collapse" },
  Enter: { name: "open" },
  "?": { name: "explain" },
  "+": { name: "zoom", direction: 1 },
  "=": { name: "zoom", direction: 1 },
  "-": { name: "zoom", direction: -1 },
};

export function commandFor(keys: Keys): Command | undefined {
  if (keys.ctrlKey || keys.metaKey) return undefined;
  if (!keys.altKey) return PLAIN[keys.key];
  const direction = keys.key === "ArrowRight" ? 1 : keys.key === "ArrowLeft" ? -1 : undefined;
  if (direction === undefined) return undefined;
  return { name: keys.shiftKey ? "stretch" : "move", direction };
}
