"""A report for its readers: on the page, as a PDF, in an e-mail."""
