"""The tables of staff requests and of actual work."""
