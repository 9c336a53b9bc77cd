"""Releases of TEI P5: the facts that the package has of one, and the store of those that users add."""
