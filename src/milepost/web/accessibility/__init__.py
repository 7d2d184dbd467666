"""The accessibility statement, open to everybody."""
