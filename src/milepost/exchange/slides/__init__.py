"""Presentations that PowerPoint, Keynote and LibreOffice open."""
