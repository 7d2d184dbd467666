"""Primavera P6's exchange file (XER), read."""
