"""Task lists and project lists as spreadsheets (XLSX, CSV)."""
