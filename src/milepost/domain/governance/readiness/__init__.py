"""What projects of each type must have ready before they go live, as data."""
