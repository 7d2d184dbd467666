"""Saved views: any page whose state stands in its address may keep, name and share that state."""
