"""Pages for programs: REST under /api/v1/, through the same actions as the pages for people."""
