"""Microsoft Project's XML (MSPDI), read and written."""
