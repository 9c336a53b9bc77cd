"""Blocks to the tree of a document: openers, headings, lists, turns, closers, distribution, attachments."""
