"""ODD files to the values of `odd.model`."""

from diplomatica.odd.parse.document import Written, read_odd

__all__ = ["Written", "read_odd"]
