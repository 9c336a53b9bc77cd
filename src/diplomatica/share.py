"""Where the files lie that Diplomatica ships beside its code: `schema/` and `xslt/`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from diplomatica.errors import InternalError

_HERE = Path(__file__).resolve().parent


@lru_cache(maxsize=64)
def path(name: str) -> Path:
    """The path of a shipped file or folder by its name from the root of the project, parts set apart by "/".

    An installed package has them in its folder `_share`, a checkout at its root. Raises `InternalError` where the
    installation lacks the file.

        before   path("xslt/review/review.xsl")
        after    /site-packages/diplomatica/_share/xslt/review/review.xsl, or /checkout/xslt/review/review.xsl
    """
    for root in (_HERE / "_share", _HERE.parents[1]):
        found = root.joinpath(*name.split("/"))
        if found.exists():
            return found
    raise InternalError(f"{name} is missing from the installation")
