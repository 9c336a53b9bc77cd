"""XML that is not well-formed, or holds what is refused: expat's place, and plain words (XML 1.0)."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from xml.parsers import expat

from diplomatica.diagnostics.likeness import nearest
from diplomatica.diagnostics.model import Diagnostic, Origin, Place, Severity
from diplomatica.tei.located import DEEPEST
from diplomatica.validation.large import Content, head, holds, parse, parts
from diplomatica.validation.source_text import SourceText
from diplomatica.validation.words import Words

# What a reader refuses, by the kind that it gives (`relaxng.engine.matcher.Refused`).
_REFUSED = {
    "entity": Words(
        "XML201", "the DOCTYPE declares an entity",
        "write the characters themselves where it stands, and take the declaration away",
    ),
    "external": Words("XML202", "the DOCTYPE brings in another file", "write the text in the document itself"),
    "deep": Words("XML203", "the elements are nested too deeply", "look for end tags that are missing further up"),
    "value": Words("XML204", "a value of more than ten million characters", "shorten it"),
    "token": Words("XML204", "a tag, comment or the like of more than ten million bytes", "shorten it"),
    "names": Words(
        "XML205", "there are more than 250,000 different names of elements and attributes",
        "put what tells them apart into the value of an attribute",
    ),
    "many": Words("XML205", "there are too many findings: the rest of the document is not told", "repair these first"),
}  # fmt: skip

_ENTITY = re.compile(r"&([^\s;&<]{1,40});?")
_KNOWN_ENTITIES = {
    "nbsp": "&#160;", "copy": "©", "eacute": "é", "egrave": "è", "agrave": "à", "auml": "ä", "ouml": "ö", "uuml": "ü",
    "szlig": "ß", "ndash": "–", "mdash": "—", "hellip": "…", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’",
    "ccedil": "ç", "oelig": "œ", "aelig": "æ", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "ntilde": "ñ", "sect": "§",
}  # fmt: skip
_START_OF_TAG = re.compile(r"</?[^\s<>/]+>?")
_OPENED = re.compile(r"&[^\s;<>\"'&]*$|<$")
_NO_QUOTES = re.compile(r"([\w:.-]+)\s*=\s*$")
_BARE_VALUE = re.compile(r"[^\s<>\"'/]+")
_ATTRIBUTE_NAME = re.compile(r"([\w:.-]+)\s*=")
_PREFIXES = re.compile(r"(?:</?|\s)([\w.-]+):[\w.-]+")
_END_TAG = re.compile(r"</([^\s<>]+)")


def told(error: Exception, data: Content, file: str) -> Diagnostic:
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
    column, width = _spot(error.code, text, line, column)
    return _diagnostic(words, line, column, width, text, file)


def _spot(code: int, text: SourceText, line: int, column: int) -> tuple[int, int]:
    """The column and width of what is wrong, which expat gives as the byte where it stopped."""
    before = text.excerpt(line, column, 1)
    left = before.text[: before.start]
    if code == expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH] and left.endswith("</"):
        column -= 2
    found = _START_OF_TAG.match(text.after(line, column, 80))
    if found:
        return column, len(found.group())
    bare = _OPENED.search(left)
    if code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN] and bare:
        # The character that should have been written otherwise, not the one after it.
        return column - len(bare.group()), len(bare.group())
    entity = _ENTITY.match(text.after(line, column, 60))
    return column, len(entity.group()) if entity else 1


def _diagnostic(words: Words, line: int, column: int, width: int, text: SourceText, file: str) -> Diagnostic:
    return Diagnostic(
        words.code, Severity.ERROR, words.message, Place(file, line, column), words.help, line, column + width, "",
        Origin.XML, text.excerpt(line, column, width), words.label,
    )  # fmt: skip


def _words(error: expat.ExpatError, text: SourceText, data: Content) -> Words:
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
        if not any(part.strip() for part in parts(data)):
            return Words(
                "XML111", "the file is empty", "is it the right one? A document has at least its root element, <TEI>"
            )
        return _unclosed(data, text)
    if code == known[expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE]:
        found = _ATTRIBUTE_NAME.match(text.after(line, column, 80))
        which = f"@{found[1]}" if found else "an attribute"
        return Words("XML105", f"{which} stands twice in this tag", "keep one of the two")
    if code == known[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]:
        return _after_the_end(text.after(line, column, 80))
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
        return _unfinished(text.after(line, column, 80))
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


def _token(data: Content, text: SourceText, line: int, column: int) -> Words:
    """A character that can't stand where it stands."""
    before = text.excerpt(line, column, 1)
    rest = text.after(line, column, 2)
    left = before.text[: before.start]
    is_utf8 = _is_utf8(data)
    if not is_utf8 and (not rest or "\ufffd" in text.after(line, column, 3)):
        return _encoding(text, line, column)
    if rest[:1] and ord(rest[0]) < 32 and rest[0] not in "\t\n\r":
        return Words(
            "XML112",
            f"the control character U+{ord(rest[0]):04X} stands here, which XML does not allow",
            "take it away",
        )
    if left.endswith("&") or rest[:1] == "&" or re.search(r"&[^;\s<]*$", left):
        return Words("XML106", "“&” can’t stand by itself in XML", "write &amp; for it")
    if left.endswith("<") or rest[:1] == "<":
        return Words(
            "XML106",
            "“<” can’t stand by itself in XML",
            "write &lt; for it; where it was to begin a tag, that is not right",
        )
    if line == 1 and column == 1:
        return Words("XML106", "the document does not begin with a tag", "XML begins with <: is it the right file?")
    tag = left.rpartition("<")[2] if "<" in left else ">"
    if tag.startswith("!--"):
        return Words(
            "XML106", "two hyphens stand within a comment", "write one, or another dash; a comment ends with -->"
        )
    if ">" not in tag:
        unquoted = _NO_QUOTES.search(tag)
        value = _BARE_VALUE.match(text.after(line, column, 60))
        if unquoted and value:
            return Words(
                "XML106", f"the value of @{unquoted[1]} is not in quotes", f'write {unquoted[1]}="{value.group()}"'
            )
        joined = _ATTRIBUTE_NAME.match(text.after(line, column, 60))
        if joined and left[-1:] in "\"'":
            return Words("XML106", f"white space is missing before @{joined[1]}", "put a space between the attributes")
        return Words(
            "XML106",
            f"“{rest[:1]}” can’t stand here in a tag" if rest.strip() else "the tag is not right here",
            'an attribute is name="value", with white space before it and the value in quotes',
        )
    return Words("XML106", f"“{rest[:1]}” can’t stand here", "repair the XML here or just before")


def _is_utf8(data: Content) -> bool:
    """Is a document in UTF-8, or says that it is in another encoding?"""
    start = head(data, 200)
    if b"encoding" in start and b"utf-8" not in start.lower():
        return True
    decoder = getincrementaldecoder("utf-8")()
    try:
        for part in parts(data):
            decoder.decode(part)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _unbound(tag: str, data: Content) -> str:
    """The first prefix of a tag that nothing in the document declares."""
    for prefix in _PREFIXES.findall(tag):
        if prefix not in ("xml", "xmlns") and not holds(data, f"xmlns:{prefix}".encode()):
            return str(prefix)
    return ""


def _open_elements(data: Content) -> list[tuple[str, int, int]]:
    """The elements that are open where a document breaks off: name as written, line, column."""
    parser = expat.ParserCreate()
    stack: list[tuple[str, int, int]] = []
    parser.StartElementHandler = lambda name, _: stack.append(
        (name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
    )
    parser.EndElementHandler = lambda _: stack.pop()
    try:
        parse(parser, data)
    except (expat.ExpatError, ValueError, LookupError):
        pass
    finally:
        parser.StartElementHandler = parser.EndElementHandler = None
    return stack


def _mismatch(data: Content, text: SourceText, line: int, column: int) -> Words:
    stack = _open_elements(data)
    at = text.after(line, column, 80)
    found = _END_TAG.match(at) or _END_TAG.match(f"</{at}")
    closing = found[1] if found else ""
    if not stack or not closing:
        return Words(
            "XML102", "an end tag that closes another element than the one that is open", "repair the tags here"
        )
    name, begun, _ = stack[-1]
    where = "" if begun == line else f", which begins in line {begun}"
    head = f"</{closing}> can’t close <{name}>{where}"
    if any(item[0] == closing for item in stack[:-1]):
        ends = f", where that <{name}> ends" if begun != line else ""
        return Words("XML102", head, f"write </{name}> before </{closing}>{ends}", f"</{name}> is missing before this")
    if nearest(closing, [name]):
        hint = f"did you mean </{name}>?"
        return Words("XML102", head, hint, hint)
    return Words("XML102", head, f"take </{closing}> away, or write </{name}>", f"expected </{name}>")


def _unclosed(data: Content, text: SourceText) -> Words:
    stack = _open_elements(data)
    if not stack:
        return Words("XML111", "there is no element in the file", "a document is one element, as <TEI>")
    name, line, _ = stack[-1]
    missing = "".join(f"</{item[0]}>" for item in reversed(stack[-6:]))
    more = f"; at its end are missing {missing}" if len(stack) > 1 else ""
    return Words(
        "XML103", f"the file ends before <{name}> does, which begins in line {line}",
        f"write </{name}> where it ends, or get the whole file{more}",
    )  # fmt: skip


def _after_the_end(rest: str) -> Words:
    """What stands behind the root element."""
    tag = _START_OF_TAG.match(rest)
    if tag and tag.group().startswith("</"):
        return Words(
            "XML110", f"{tag.group().rstrip('>')}> stands after the end of the root element",
            "take it away, or the end tag before it that closes too much",
        )  # fmt: skip
    if tag:
        word = f"{tag.group().rstrip('>')}>"
        both = ", or put both into <teiCorpus>" if word == "<TEI>" else ""
        return Words(
            "XML110", f"{word} stands after the end of the root element",
            f"a file is one element with all the others in it: put {word} inside, or into a file of its own{both}",
        )  # fmt: skip
    return Words(
        "XML110", "text stands after the end of the root element", "a file is one element: put the text inside, or away"
    )


def _unfinished(rest: str) -> Words:
    """What the file ends within."""
    if rest.startswith("<!--"):
        return Words("XML103", "the comment that begins here has no end", "close it with -->")
    if rest.startswith("<"):
        return Words("XML103", "the tag that begins here has no end", "close it with >, or get the whole file")
    return Words("XML103", "the file ends within a character", "get the whole file")


def _encoding(text: SourceText, line: int, column: int) -> Words:
    """A byte that is none of UTF-8: most often the file is in the encoding of an older program."""
    rest = text.raw(text.offset(line, column), 4)
    byte = next((rest[place : place + 1] for place in range(len(rest)) if rest[place] > 0x7F), b"")
    shown = byte.decode("cp1252", "replace")
    looks = f"; in Windows-1252 it would be “{shown}”" if shown.isprintable() and shown not in ("", "\ufffd") else ""
    return Words(
        "XML107", f"this character is not in UTF-8, in which the file is read{looks}",
        "save the file as UTF-8, or let its first line name its encoding, as encoding=\"windows-1252\"",
    )  # fmt: skip


class _Declared(Exception):
    """A DOCTYPE that is refused."""

    def __init__(self, kind: str, line: int, column: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.line = line
        self.column = column


def parsed(data: Content) -> Exception | None:
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

    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise refuse("deep")

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.EntityDeclHandler = entity
    parser.ExternalEntityRefHandler = external
    try:
        parse(parser, data)
    except (expat.ExpatError, LookupError, ValueError, _Declared) as error:
        return error
    finally:
        parser.EntityDeclHandler = parser.ExternalEntityRefHandler = None
        parser.StartElementHandler = parser.EndElementHandler = None
    return None
