"""What a collection puts into its edition beside its documents: CSS, logo, texts, and whose it is."""

from __future__ import annotations

import re
from pathlib import Path

from diplomatica.collection.config import Config
from diplomatica.collection.edition.model import Own
from diplomatica.usertoml.read import read
from diplomatica.views.site.model import Edition

_CSS = "own.css"


def edition_of(config: Config, base: str) -> Edition:
    """The edition as its pages tell it; `base` is the address where it will lie, or empty."""
    return Edition(
        title=config.title,
        language=config.language,
        subtitle=config.subtitle,
        base=base,
        publisher=config.institution or config.publisher,
        licence=config.licence or config.licence_url,
        licence_url=config.licence_url,
        style=_CSS if config.css else "",
        logo=_logo(config),
        imprint=config.imprint is not None,
    )


def own_of(config: Config) -> Own:
    """The files and texts. Raises `UnusableInput` where a text can't be read or is no UTF-8."""
    assets = []
    if config.css:
        assets.append((_CSS, config.css))
    if config.logo:
        assets.append((_logo(config), config.logo))
    return Own(
        assets=tuple(assets),
        about=_paragraphs(config.about, "the text about the edition"),
        imprint=_paragraphs(config.imprint, "the imprint"),
    )


def _logo(config: Config) -> str:
    return f"logo{config.logo.suffix.lower()}" if config.logo else ""


def _paragraphs(path: Path | None, what: str) -> tuple[str, ...]:
    """The paragraphs of a text: what empty lines set apart; lines within one stay lines."""
    if path is None:
        return ()
    blocks = re.split(r"\n[ \t]*\n", read(path, what).replace("\r\n", "\n"))
    return tuple("\n".join(" ".join(line.split()) for line in block.strip().split("\n")) for block in blocks
                 if block.strip())  # fmt: skip
