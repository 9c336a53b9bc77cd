"""Puts this folder on the path, so that the tests of the readers can import `making`."""
