"""A schema documented as static HTML: one page an element, class, attribute, module, macro and datatype.

The pages need no server, no network and no script; with a script they can be searched. The prose of the ODD itself
makes the chapters of the guidelines (Guidelines, 22.1 and 23.4).
"""

from __future__ import annotations

from diplomatica.odd.emit.html.build import emit
from diplomatica.odd.emit.html.site import Options

__all__ = ["Options", "emit"]
