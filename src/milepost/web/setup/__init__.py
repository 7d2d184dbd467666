"""A new city begins: founded in a browser, then led through what it needs."""
