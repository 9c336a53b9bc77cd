"""Diplomatica: records of diplomacy as TEI P5."""

__version__ = "0.1.0"
__all__ = ["__version__"]
