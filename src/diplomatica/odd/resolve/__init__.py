"""From an ODD as written to a schema: sources, modules, classes and modes (Guidelines, 22.8 and 23.3)."""

from diplomatica.odd.resolve.resolver import resolve

__all__ = ["resolve"]
