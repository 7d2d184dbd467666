"""Comments, files and watching, of whatever people discuss."""
