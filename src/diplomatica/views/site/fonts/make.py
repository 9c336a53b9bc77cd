"""Makes the fonts of the edition: subsets of open fonts, renamed, as WOFF2, and the style sheet that names them.

    npm pack @expo-google-fonts/source-serif-4@0.4.1 ... (all of SOURCES)
    python -m diplomatica.views.site.fonts.make FOLDER_WITH_THE_ARCHIVES

The same archives and the same versions of fonttools and brotli give the same bytes. What the faces are for, and their
licence, is told in README.md beside this file.
"""

from __future__ import annotations

import base64
import hashlib
import io
import sys
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from diplomatica.errors import UnusableInput

OUTPUT = Path(__file__).resolve().parents[1] / "static" / "fonts"
STYLES = OUTPUT.parent / "fonts.css"
SOURCES = {
    "source-serif-4-0.4.1": "84f0b412fbc9b0b666d6fe04620b2cd2e54bfd49ca61fe0663a9e5beb30afcc4",
    "source-sans-3-0.4.1": "eb41834f563921e19b18b40bc924b97110983aef800d9cb67b9186f546311828",
    "noto-serif-kr-0.4.3": "ff2948a8e9d0e037eaba537905fcc973d512d0df3c16fc9df89740a5d821cf1b",
    "noto-serif-sc-0.4.3": "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
    "noto-serif-jp-0.4.3": "4805f4369a831140d0c1a5650e90296cff2641ff202da43ef5272edc2e0866ee",
}
"""The npm packages, `@expo-google-fonts/NAME-VERSION`, with the SHA-256 of their archives."""

_ALPHABETS = (
    (0x0020, 0x036F), (0x0370, 0x03FF), (0x0400, 0x052F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x2000, 0x214F),
    (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x25FF), (0xA720, 0xA7FF),
    (0xFB00, 0xFB06),
)  # fmt: skip
_CORE = (
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x0218, 0x021B), (0x02BC, 0x02BC), (0x0300, 0x0304), (0x0306, 0x030C),
    (0x2009, 0x2009), (0x2013, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x202F),
    (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC), (0x2116, 0x2116),
    (0x2190, 0x2193), (0x2212, 0x2212),
)  # fmt: skip
_CYRILLIC = ((0x0400, 0x045F), (0x048A, 0x04FF))
_TEXT = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "lnum", "onum", "pnum", "tnum", "smcp", "c2sc", "sups", "case"]
_SMALL = ["kern", "mark", "ccmp", "locl", "liga", "lnum", "onum", "tnum"]
_CJK = ["kern", "ccmp", "locl"]
_RANGES = {
    "hangul": "U+AC00-D7A3", "kana": "U+3000-30FF, U+FF01-FF60", "han": "U+4E00-9FFF, U+F900-FAFF",
    "han-simplified": "U+4E00-9FFF", "han-japanese": "U+4E00-9FFF",
}  # fmt: skip
_HEAD = """/* Made by fonts/make.py. The letters of most pages stand in this file, so that no page is painted without
   them and nothing moves when a font comes late; this also holds where pages are opened as files. Other letters are
   fetched when a page has them. */
"""
_LETTERS = """/* Made by fonts/make.py. For documents in {}: their letters are there before the page is painted. */
"""


@dataclass(frozen=True, slots=True)
class Face:
    """A font file of the edition: its name, what it is made from, its family and style, its characters."""

    file: str
    source: str
    member: str
    family: str
    style: str
    characters: frozenset[int]
    features: tuple[str, ...]


def faces() -> list[Face]:
    """The faces of the edition, in the order in which a page asks for them."""
    alphabets = frozenset(code for first, last in _ALPHABETS for code in range(first, last + 1))
    korean, simplified = _set("euc_kr", 0xCA, 0xFE), _set("gb2312", 0xB0, 0xD8)
    japanese = _set("euc_jp", 0xB0, 0xD0)
    kana = frozenset(range(0x3000, 0x3100)) | frozenset(range(0xFF01, 0xFF61))
    serif, sans = "source-serif-4-0.4.1", "source-sans-3-0.4.1"

    def text(file: str, source: str, member: str, family: str, style: str) -> Face:
        return Face(file, source, member, family, style, alphabets, tuple(_TEXT))

    def cjk(file: str, code: str, family: str, characters: frozenset[int]) -> Face:
        member = f"400Regular/NotoSerif{code}_400Regular.ttf"
        return Face(file, f"noto-serif-{code.lower()}-0.4.3", member, family, "Regular", characters, tuple(_CJK))

    return [
        text("text-regular", serif, "400Regular/SourceSerif4_400Regular.ttf", "Edition Text", "Regular"),
        text("text-italic", serif, "400Regular_Italic/SourceSerif4_400Regular_Italic.ttf", "Edition Text", "Italic"),
        text("text-semibold", serif, "600SemiBold/SourceSerif4_600SemiBold.ttf", "Edition Text", "Bold"),
        text("ui-regular", sans, "400Regular/SourceSans3_400Regular.ttf", "Edition UI", "Regular"),
        text("ui-semibold", sans, "600SemiBold/SourceSans3_600SemiBold.ttf", "Edition UI", "Bold"),
        cjk("hangul", "KR", "Edition Hangul", _set("euc_kr", 0xB0, 0xC9)),
        cjk("kana", "JP", "Edition Kana", kana),
        cjk("han", "KR", "Edition Han", korean),
        cjk("han-simplified", "SC", "Edition Han Simplified", simplified - korean),
        cjk("han-japanese", "JP", "Edition Han Japanese", japanese - korean - simplified),
    ]


def make(archives: Path, output: Path = OUTPUT, styles: Path = STYLES) -> list[Path]:
    """Write all faces and their style sheet.

    Raises `UnusableInput` where an archive is missing or is not the one that is meant.
    """
    output.mkdir(parents=True, exist_ok=True)
    opened = {name: _archive(archives, name, digest) for name, digest in SOURCES.items()}
    written, rules, cyrillic = [], [_HEAD], [_LETTERS.format("Cyrillic")]
    for face in faces():
        member = opened[face.source].extractfile(f"package/{face.member}")
        assert member is not None
        data = member.read()
        path = output / f"{face.file}.woff2"
        path.write_bytes(_subset(data, face))
        written.append(path)
        if face.file == "hangul":
            inline = base64.b64encode(path.read_bytes()).decode("ascii")
            rule = _rule(face, f"data:font/woff2;base64,{inline}", "block", _RANGES[face.file])
            text = _LETTERS.format("Korean") + rule
            styles.with_name(f"{styles.stem}-hangul.css").write_text(text, encoding="utf-8")
        if face.file in _RANGES:
            rules.append(_rule(face, f"fonts/{face.file}.woff2", "swap", _RANGES[face.file]))
            continue
        core = frozenset(code for first, last in _CORE for code in range(first, last + 1))
        small = replace(face, characters=core, features=tuple(_TEXT if face.file == "text-regular" else _SMALL))
        inline = base64.b64encode(_subset(data, small)).decode("ascii")
        rules.append(_rule(face, f"data:font/woff2;base64,{inline}", "block", _ranges(core)))
        rules.append(_rule(face, f"fonts/{face.file}.woff2", "swap", _ranges(face.characters - core)))
        russian = frozenset(code for first, last in _CYRILLIC for code in range(first, last + 1))
        small = replace(face, characters=russian, features=tuple(_SMALL))
        inline = base64.b64encode(_subset(data, small)).decode("ascii")
        cyrillic.append(_rule(face, f"data:font/woff2;base64,{inline}", "block", _ranges(russian)))
    styles.write_text("".join(rules), encoding="utf-8")
    styles.with_name(f"{styles.stem}-cyrillic.css").write_text("".join(cyrillic), encoding="utf-8")
    return [*written, styles]


def _rule(face: Face, address: str, display: str, characters: str) -> str:
    weight = "500 700" if face.style == "Bold" else "400"
    style = "italic" if face.style == "Italic" else "normal"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {weight}; font-style: {style};'
        f' font-display: {display}; src: url("{address}") format("woff2"); unicode-range: {characters}; }}\n'
    )


def _ranges(characters: frozenset[int]) -> str:
    """Characters as CSS writes them: U+20-7E, U+A0."""
    parts: list[str] = []
    rest = sorted(characters)
    start = 0
    for index, code in enumerate(rest):
        if index + 1 == len(rest) or rest[index + 1] != code + 1:
            first = rest[start]
            parts.append(f"U+{first:X}" if first == code else f"U+{first:X}-{code:X}")
            start = index + 1
    return ", ".join(parts)


def _set(codec: str, first: int, last: int) -> frozenset[int]:
    """The characters of the rows of a national set of two bytes: KS X 1001, GB 2312, JIS X 0208."""
    found = set()
    for row in range(first, last):
        for cell in range(0xA1, 0xFF):
            try:
                text = bytes((row, cell)).decode(codec)
            except UnicodeDecodeError:
                continue
            found.add(ord(text))
    return frozenset(found)


def _archive(folder: Path, name: str, digest: str) -> tarfile.TarFile:
    path = folder / f"expo-google-fonts-{name}.tgz"
    try:
        data = path.read_bytes()
    except OSError:
        package, _, version = name.rpartition("-")
        raise UnusableInput(
            "the archive is missing", where=str(path), advice=f"npm pack @expo-google-fonts/{package}@{version}"
        ) from None
    if hashlib.sha256(data).hexdigest() != digest:
        raise UnusableInput("the archive is not the one that is meant", where=str(path), advice="get it again")
    return tarfile.open(fileobj=io.BytesIO(data))


def _subset(data: bytes, face: Face) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.hinting = False
    options.layout_features = list(face.features)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=face.characters)
    subsetter.subset(font)
    _name(font["name"].names, face)
    font["OS/2"].usWeightClass = 600 if face.style == "Bold" else 400
    font.flavor = "woff2"
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()


def _name(records: Iterable[Any], face: Face) -> None:
    """Give a subset a name of its own: a changed font must not carry a reserved name (OFL, section 3)."""
    full = face.family if face.style == "Regular" else f"{face.family} {face.style}"
    script = f"{face.family}-{face.style}".replace(" ", "")
    names = {1: face.family, 2: face.style, 3: f"Diplomatica: {full}", 4: full, 6: script}
    for record in records:
        if record.nameID in names:
            record.string = names[record.nameID]


if __name__ == "__main__":
    for made in make(Path(sys.argv[1])):
        print(f"{made.stat().st_size:>9}  {made.name}")
