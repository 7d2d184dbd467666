"""The style guide: every component in every state, for people who build pages and for the tests."""
