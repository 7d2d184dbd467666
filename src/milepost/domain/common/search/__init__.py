"""The global search: which nouns are found, by what words, and by whom."""
