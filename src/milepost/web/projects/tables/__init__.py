"""The tables of projects, their registers and their tasks."""
