"""Milepost: the project office of a city's IT division."""

__version__ = "0.1.0"
