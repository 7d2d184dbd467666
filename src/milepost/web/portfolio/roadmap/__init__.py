"""The roadmap: all projects on one time line, and what moves when one of them does."""
