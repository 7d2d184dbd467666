"""What people fill in about a project."""
