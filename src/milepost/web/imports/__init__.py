"""Files brought in: upload, preview, confirm."""
