"""Computation only: numbers in, numbers out. No Django, no files, no clock, no globals."""
