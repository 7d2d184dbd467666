"""The portfolio over a month: what the projects reported, which of them to watch, and the words for each reader."""
