"""What the pages about scope show."""
