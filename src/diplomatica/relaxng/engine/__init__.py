"""Validation by derivatives, as an automaton that is built while it runs (Clark, An algorithm for RELAX NG validation)."""
