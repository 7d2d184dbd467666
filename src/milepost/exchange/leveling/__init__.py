"""Leveling problems from files: plans with their resources, and the benchmark formats of the field."""
