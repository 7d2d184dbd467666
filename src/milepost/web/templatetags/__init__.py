"""Template tags and filters: formats, icons and components."""
