import "dhtmlx-gantt/codebase/dhtmlxgantt.css";
import "./page.css";
import { gantt } from "dhtmlx-gantt";
import { readPlan } from "./plan.ts";

const { tasks, links } = await readPlan();
gantt.config.open_tree_initially = true;
gantt.config.scales = [
  { unit: "month", step: 1, format: "%F %Y" },
  { unit: "week", step: 1, format: "%j" },
];
gantt.config.row_height = 31;
gantt.plugins({ keyboard_navigation: true });
gantt.config.keyboard_navigation = true;
gantt.init("chart");
gantt.parse({
  data: tasks.map(({ id, name, parent, kind, start, finish, percent }) => ({
    id,
    text: name,
    parent,
    type: kind === "summary" ? "project" : kind,
    start_date: new Date(start),
    end_date: new Date(finish),
    progress: percent / 100,
    open: true,
  })),
  links: links.map(([source, target], id) => ({ id, source, target, type: "0" })),
});
