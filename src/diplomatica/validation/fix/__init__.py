"""Repairs of what has one right answer, made on the bytes of a document: all else in it stays as it was."""
