"""An ODD from examples: it admits what a collection of TEI files uses, and no more (Guidelines, 23.3)."""

from diplomatica.odd.example.by_example import by_example

__all__ = ["by_example"]
