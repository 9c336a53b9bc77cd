"""Which schema each document of a request is checked by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplomatica.commands import validate_schemas as schemas
from diplomatica.commands.validate_files import Files, files_of
from diplomatica.errors import UnusableInput
from diplomatica.validation.large import head

if TYPE_CHECKING:
    from diplomatica.commands.validate import Request

HEAD = 1 << 16
"""The bytes at the beginning of a document where it may name its schema."""


def chosen(request: Request, contents: Files) -> dict[str, schemas.Wanted]:
    """The schemas by the files of a request, without those that name one that is not to be had.

    Raises `UnusableInput` where there is no such file, or --schema is none.
    """
    choice = (request.root, request.p5, request.phase, request.schematron)
    own = schemas.given(request.schema, *choice) if request.schema else None
    found: dict[str, schemas.Wanted] = {}
    for file in files_of(request.sources):
        try:
            found[file] = own or schemas.named(head(contents.content(file), HEAD), file, *choice)
        except UnusableInput:
            continue
    return found
