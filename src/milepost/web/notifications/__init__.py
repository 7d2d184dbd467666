"""What somebody is told, and how to choose it."""
