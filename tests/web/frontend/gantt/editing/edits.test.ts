import type { EditAnswer, ScheduleDocument, TaskColumns } from "#frontend/gantt/document.ts";
import { type EditHost, Edits } from "#frontend/gantt/editing/edits.ts";
import type { Workspace } from "#frontend/gantt/workspace.ts";
import { beforeEach, expect, test, vi } from "vitest";

const schedule = (): ScheduleDocument =>
  ({
    revision: 1,
    tasks: { id: [10], uid: [1], name: ["dig"], driver: [-1] } as unknown as TaskColumns,
    links: { predecessor: [], successor: [], type: [], lag_text: [], driving: [] },
    actions: { edits: "/edits/", undo: "/undo/", redo: "/redo/" },
  }) as unknown as ScheduleDocument;

/** What was asked of the server, each with what answers it. */
let asked: { url: string; body: Record<string, unknown>; answer: (revision: number) => Promise<void> }[] = [];

beforeEach(() => {
  asked = [];
  vi.stubGlobal("window", { addEventListener: () => {}, removeEventListener: () => {} });
  vi.stubGlobal("document", { querySelector: () => null, querySelectorAll: () => [] });
  vi.stubGlobal("fetch", (url: string, { body }: { body: string }) => {
    return new Promise((resolve) => {
      const answer = async (revision: number): Promise<void> => {
        resolve({ ok: true, json: async () => ({ revision, message: "", moved: [], changed: { id: [] } }) as unknown as EditAnswer });
        await settled();
      };
      asked.push({ url, body: JSON.parse(body), answer });
    });
  });
});

const settled = (): Promise<void> => new Promise((resume) => setTimeout(resume));

function editsOf(): Edits {
  const workspace = { refused: new Map(), typed: new Map(), adopt: () => {} } as unknown as Workspace;
  const host: EditHost = { workspace, accept: () => {}, refuse: () => {}, reread: async () => undefined };
  return new Edits(host, schedule());
}

const typed = (text: string) => ({ commands: [{ do: "set" as const, task: 10, values: { duration: text } }] });

test("what is typed while an undo is on its way is sent after it", async () => {
  const edits = editsOf();
  void edits.revert("undo");
  edits.send(typed("3d"));
  expect(asked.map(({ url }) => url)).toEqual(["/undo/"]);

  await asked[0]!.answer(2);
  expect(asked.map(({ url, body }) => [url, body["revision"]])).toEqual([["/undo/", 1], ["/edits/", 2]]);

  await asked[1]!.answer(3);
  expect([edits.isWaiting, edits.isBusy]).toEqual([false, false]);
});

test("undo asked for while edits are on their way comes after all of them", async () => {
  const edits = editsOf();
  edits.send(typed("3d"));
  edits.send(typed("4d"));
  void edits.revert("undo");
  void edits.revert("undo");
  for (let turn = 0; turn < 4; turn++) await asked[turn]!.answer(turn + 2);

  expect(asked.map(({ url }) => url)).toEqual(["/edits/", "/edits/", "/undo/", "/undo/"]);
  expect(edits.isBusy).toBe(false);
});
