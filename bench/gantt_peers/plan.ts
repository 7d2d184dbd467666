/** The plan that all candidates draw, as bench/gantt.py writes it. */

export interface Task {
  id: number;
  name: string;
  parent: number;
  kind: "summary" | "task" | "milestone";
  /** Milliseconds since 1970. */
  start: number;
  finish: number;
  percent: number;
}

export interface Plan {
  tasks: Task[];
  links: [predecessor: number, successor: number][];
}

export async function readPlan(): Promise<Plan> {
  const size = new URLSearchParams(location.search).get("tasks");
  return (await (await fetch(`plan-${size}.json`)).json()) as Plan;
}
