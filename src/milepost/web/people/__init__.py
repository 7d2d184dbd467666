"""The directory: persons, their roles and accounts."""
