"""Validation by derivatives, as an automaton that is built while it runs.

James Clark, An algorithm for RELAX NG validation, 2002.
"""
