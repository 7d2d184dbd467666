"""Formats read through MPXJ, an optional Java library, in a process of its own."""
