"""Pages that find: the global search, the palette, what was opened lately and what is starred."""
