"""A cutover as it runs: when each step will start and end, from what has happened so far."""

from milepost.engine.cutover.projection import Projection, Span, Step, project_run

__all__ = ["Projection", "Span", "Step", "project_run"]
