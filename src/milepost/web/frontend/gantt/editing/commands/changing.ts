/** The active bar by key: moved, stretched, further along, and its links. */

import type { Command } from "../../commands/command.ts";
import { hasActive } from "../../commands/command.ts";
import type { Gesture } from "../bars/drag.ts";
import type { Editor } from "../editor.ts";
import { gettext } from "../../../texts.ts";

const topic = "dates";

export function changingCommands(editor: Editor): Command[] {
  const { gestures, progressing, workspace } = editor;
  const nudging = (name: string, label: string, key: string, gesture: Gesture, direction: 1 | -1): Command => ({
    name,
    label,
    topic,
    keys: [key],
    isAllowed: () => hasActive(editor) && gestures.canEdit(workspace.activeTask),
    run: () => gestures.nudge(workspace.activeTask, gesture, direction),
  });
  const stepping = (name: string, label: string, key: string, direction: 1 | -1): Command => ({
    name,
    label,
    topic,
    keys: [key],
    isAllowed: () => hasActive(editor) && progressing.canStep(workspace.activeTask),
    run: () => progressing.step(workspace.activeTask, direction),
  });
  return [
    nudging("later", gettext("Move a working day later"), "Alt+ArrowRight", "move", 1),
    nudging("earlier", gettext("Move a working day earlier"), "Alt+ArrowLeft", "move", -1),
    nudging("longer", gettext("Stretch by a working day"), "Ctrl+Shift+ArrowRight", "stretch", 1),
    nudging("shorter", gettext("Shrink by a working day"), "Ctrl+Shift+ArrowLeft", "stretch", -1),
    stepping("more-done", gettext("Ten percent more done"), "Alt+.", 1),
    stepping("less-done", gettext("Ten percent less done"), "Alt+,", -1),
    {
      name: "edit-links",
      label: gettext("Links of the task"),
      topic,
      keys: ["Alt+L"],
      icon: "links",
      isAllowed: () => hasActive(editor),
      run: () => editor.editLinks(workspace.activeTask),
    },
  ];
}
