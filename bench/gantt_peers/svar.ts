import "@svar-ui/react-gantt/all.css";
import "./page.css";
import { Gantt, Willow } from "@svar-ui/react-gantt";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { readPlan } from "./plan.ts";

const { tasks, links } = await readPlan();
const plan = {
  tasks: tasks.map(({ id, name, parent, kind, start, finish, percent }) => ({
    id,
    text: name,
    parent,
    type: kind,
    start: new Date(start),
    end: new Date(finish),
    progress: percent,
    ...(kind === "summary" ? { open: true } : {}),
  })),
  links: links.map(([source, target], id) => ({ id: id + 1, source, target, type: "e2s" })),
  scales: [
    { unit: "month", step: 1, format: "%F %Y" },
    { unit: "week", step: 1, format: "%j" },
  ],
  cellWidth: 77,
  cellHeight: 31,
};
// Without a height of its own around it, it draws every row.
const framed = createElement("div", { style: { height: "860px" } }, createElement(Gantt, plan as never));
createRoot(document.getElementById("chart")!).render(createElement(Willow, {}, framed));
