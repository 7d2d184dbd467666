"""What the pages about changes show."""
