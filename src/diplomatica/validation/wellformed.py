"""XML that is not well-formed, or holds what is refused: expat's place, and plain words (XML 1.0)."""

from __future__ import annotations

import re
from xml.parsers import expat

from diplomatica.diagnostics.likeness import nearest
from diplomatica.diagnostics.model import Diagnostic, Origin, Place, Severity
from diplomatica.validation.source_text import SourceText, name_width
from diplomatica.validation.words import Words, sentences

# What a reader refuses, by the kind that it gives (`relaxng.engine.matcher.Refused`).
_REFUSED = {
    "entity": Words(
        "XML201", "the DOCTYPE declares an entity",
        "write the characters themselves where it stands, and take the declaration away",
    ),
    "external": Words("XML202", "the DOCTYPE brings in another file", "write the text in the document itself"),
    "deep": Words("XML203", "elements nested too deeply", "look for end tags that are missing further up"),
    "value": Words("XML204", "a value of more than ten million characters", "shorten it"),
}  # fmt: skip

_ENTITY = re.compile(r"&([^\s;&<]{1,40});?")
_KNOWN_ENTITIES = {
    "nbsp": "&#160;", "copy": "©", "eacute": "é", "egrave": "è", "agrave": "à", "auml": "ä", "ouml": "ö", "uuml": "ü",
    "szlig": "ß", "ndash": "–", "mdash": "—", "hellip": "…", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’",
    "ccedil": "ç", "oelig": "œ", "aelig": "æ", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "ntilde": "ñ", "sect": "§",
}  # fmt: skip
_ATTRIBUTE_NAME = re.compile(r"([\w:.-]+)\s*=")
_PREFIXES = re.compile(r"(?:</?|\s)([\w.-]+):[\w.-]+")
_END_TAG = re.compile(r"</([^\s<>]+)")


def told(error: Exception, data: bytes, file: str) -> Diagnostic:
    """The finding of what a parser, or `refuse_declarations`, says."""
    text = SourceText(data)
    kind = getattr(error, "kind", "")
    if kind in _REFUSED:
        line, column = getattr(error, "line", 1), getattr(error, "column", 1)
        return _diagnostic(_REFUSED[kind], line, column, 1, text, file)
    if not isinstance(error, expat.ExpatError):
        words = Words("XML108", "the document is in a character encoding that is not known here", "save it as UTF-8")
        return _diagnostic(words, 1, 1, 1, text, file)
    line, column = error.lineno, error.offset + 1
    words = _words(error, text, data)
    tag = text.tag(line, column)
    return _diagnostic(words, line, column, name_width(tag) if tag else 1, text, file)


def _diagnostic(words: Words, line: int, column: int, width: int, text: SourceText, file: str) -> Diagnostic:
    return Diagnostic(
        words.code, Severity.ERROR, words.message, Place(file, line, column), words.help, line, column + width, "",
        Origin.XML, text.excerpt(line, column, width), words.label,
    )  # fmt: skip


def _words(error: expat.ExpatError, text: SourceText, data: bytes) -> Words:
    code, line, column = error.code, error.lineno, error.offset + 1
    known = expat.errors.codes
    if code == known[expat.errors.XML_ERROR_TAG_MISMATCH]:
        return _mismatch(data, text, line, column)
    if code == known[expat.errors.XML_ERROR_UNDEFINED_ENTITY]:
        found = _ENTITY.search(text.after(line, column, 60))
        name = found[1] if found else ""
        meant = _KNOWN_ENTITIES.get(name, "the character itself, or its number (&#160;)")
        return Words(
            "XML104",
            f"the entity &{name}; is not known in XML" if name else "an entity that is not known in XML",
            f"write {meant}",
        )
    if code == known[expat.errors.XML_ERROR_NO_ELEMENTS]:
        if not data.strip():
            return Words("XML111", "the file is empty", "put a document in it")
        return _unclosed(data, text)
    if code == known[expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE]:
        found = _ATTRIBUTE_NAME.match(text.after(line, column, 80))
        which = f"@{found[1]}" if found else "an attribute"
        return Words("XML105", f"{which} stands twice in this tag", "keep one of the two")
    if code == known[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]:
        return Words(
            "XML110",
            "there is something after the end of the root element",
            "a document is one element: take the rest away, or an end tag that is one too many before it",
        )
    if code == known[expat.errors.XML_ERROR_UNBOUND_PREFIX]:
        prefix = _unbound(text.tag(line, column), data)
        return Words(
            "XML109",
            f"the prefix “{prefix}” is not declared" if prefix else "a prefix that is not declared",
            f'declare it with xmlns:{prefix or "PREFIX"}="...", or take it away',
        )
    if code in (known[expat.errors.XML_ERROR_UNKNOWN_ENCODING], known[expat.errors.XML_ERROR_INCORRECT_ENCODING]):
        return Words(
            "XML108",
            "the document is in another character encoding than it says",
            "save it as UTF-8, and let the first line say so",
        )
    if code in (known[expat.errors.XML_ERROR_UNCLOSED_TOKEN], known[expat.errors.XML_ERROR_PARTIAL_CHAR]):
        return Words("XML103", "the file ends within a tag, comment or character", "close it, or get the whole file")
    if code == known[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION]:
        return Words("XML103", "a CDATA section without its end", "close it with ]]>")
    if code == known[expat.errors.XML_ERROR_BAD_CHAR_REF]:
        return Words("XML112", "the number of a character that XML does not have", "write another character")
    if code == known[expat.errors.XML_ERROR_MISPLACED_XML_PI]:
        return Words(
            "XML113",
            "the XML declaration must be the very first thing in the file",
            "take away what stands before <?xml, white space too",
        )
    if code in (known[expat.errors.XML_ERROR_XML_DECL], known[expat.errors.XML_ERROR_TEXT_DECL]):
        return Words("XML113", "the XML declaration is not right", 'write <?xml version="1.0" encoding="UTF-8"?>')
    if code in (known[expat.errors.XML_ERROR_INVALID_TOKEN], known[expat.errors.XML_ERROR_SYNTAX]):
        return _token(data, text, line, column)
    return Words("XML101", f"not well-formed: {expat.errors.messages[code]}", "repair the XML here or just before")


def _token(data: bytes, text: SourceText, line: int, column: int) -> Words:
    """A character that can't stand where it stands."""
    before = text.excerpt(line, column, 1)
    rest = text.after(line, column, 2)
    left = before.text[: before.start]
    try:
        data.decode("utf-8")
        is_utf8 = True
    except UnicodeDecodeError:
        is_utf8 = b"encoding" in data[:200] and b"utf-8" not in data[:200].lower()
    if not is_utf8 and (not rest or "\ufffd" in text.after(line, column, 3)):
        return Words(
            "XML107", "bytes that are no UTF-8", "save the file as UTF-8, or let its first line name its encoding"
        )
    if rest[:1] and ord(rest[0]) < 32 and rest[0] not in "\t\n\r":
        return Words("XML112", f"the control character U+{ord(rest[0]):04X}, which XML does not allow", "take it away")
    if left.endswith("&") or rest[:1] == "&" or re.search(r"&[^;\s<]*$", left):
        return Words("XML106", "a bare &", "write &amp; for the character &")
    if left.endswith("<") or rest[:1] == "<":
        return Words(
            "XML106",
            "a < that begins no tag, or within one",
            sentences("write &lt; for the character <", "or close the tag before it with >"),
        )
    if line == 1 and column == 1:
        return Words("XML106", "the document does not begin with a tag", "XML begins with <: is it the right file?")
    if not left.rpartition("<")[2].count(">") and "<" in left:
        return Words(
            "XML106",
            f"{rest[:1] or 'something'} can’t stand here in a tag",
            'an attribute is name="value", with white space before it and the value in quotes',
        )
    return Words("XML106", f"{rest[:1] or 'something'} can’t stand here", "repair the XML here or just before")


def _unbound(tag: str, data: bytes) -> str:
    """The first prefix of a tag that nothing in the document declares."""
    for prefix in _PREFIXES.findall(tag):
        if prefix not in ("xml", "xmlns") and f"xmlns:{prefix}".encode() not in data:
            return str(prefix)
    return ""


def _open_elements(data: bytes) -> list[tuple[str, int, int]]:
    """The elements that are open where a document breaks off: name as written, line, column."""
    parser = expat.ParserCreate()
    stack: list[tuple[str, int, int]] = []
    parser.StartElementHandler = lambda name, _: stack.append(
        (name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
    )
    parser.EndElementHandler = lambda _: stack.pop()
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        pass
    finally:
        parser.StartElementHandler = parser.EndElementHandler = None
    return stack


def _mismatch(data: bytes, text: SourceText, line: int, column: int) -> Words:
    stack = _open_elements(data)
    at = text.after(line, column, 80)
    found = _END_TAG.match(at) or _END_TAG.match(f"</{at}")
    closing = found[1] if found else ""
    if not stack or not closing:
        return Words(
            "XML102", "an end tag that closes another element than the one that is open", "repair the tags here"
        )
    name, begun, _ = stack[-1]
    if any(item[0] == closing for item in stack[:-1]):
        help_ = f"write </{name}> before </{closing}>"
    elif nearest(closing, [name]):
        help_ = f"did you mean </{name}>?"
    else:
        help_ = f"write </{name}>, or take </{closing}> away"
    return Words("XML102", f"</{closing}> can’t close <{name}>, which begins in line {begun}", help_, "")


def _unclosed(data: bytes, text: SourceText) -> Words:
    stack = _open_elements(data)
    if not stack:
        return Words("XML111", "there is no element in the file", "a document is one element, as <TEI>")
    name, line, _ = stack[-1]
    return Words(
        "XML103", f"the file ends before <{name}> does, which begins in line {line}", f"write </{name}> where it ends"
    )


class _Declared(Exception):
    """A DOCTYPE that is refused."""

    def __init__(self, kind: str, line: int, column: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.line = line
        self.column = column


def parsed(data: bytes) -> Exception | None:
    """What is to be said against a document without any schema; None where it is well-formed."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(kind: str) -> _Declared:
        return _Declared(kind, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def entity(
        _name: str, _parameter: bool, value: str | None, _base: str | None, _system: str | None, _public: str | None,
        notation: str | None,
    ) -> None:  # fmt: skip
        if notation is None:
            raise refuse("entity" if value is not None else "external")

    def external(*_: object) -> int:
        raise refuse("external")

    parser.EntityDeclHandler = entity
    parser.ExternalEntityRefHandler = external
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError, _Declared) as error:
        return error
    finally:
        parser.EntityDeclHandler = parser.ExternalEntityRefHandler = None
    return None
