"""The portfolio: where all projects stand, and the weekly round."""
