"""A schedule as a Gantt chart on paper: pages of SVG with literal colors, split by rows and by time."""
