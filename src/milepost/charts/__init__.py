"""Results as SVG figures: pure functions for page, PDF and e-mail, with literal colors that print as they are."""
