"""A WordPress of one's own on this machine, for looking before publishing, and for the tests."""
