"""The city's settings: read by all staff, changed by few."""
