"""RELAX NG: grammars as written, and their two syntaxes.

OASIS Committee Specification, 3 December 2001; ISO/IEC 19757-2.
"""
