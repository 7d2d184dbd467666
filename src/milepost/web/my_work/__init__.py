"""My work: everything that waits for the person who looks."""
