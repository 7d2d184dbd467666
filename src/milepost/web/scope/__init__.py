"""Pages of scope: requirements, deliverables, their traceability and acceptance."""
