"""XML that is not well-formed, or holds what is refused: expat's place, and plain words (XML 1.0)."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from xml.parsers import expat

from diplomatica.diagnostics.likeness import nearest
from diplomatica.diagnostics.model import Diagnostic, Origin, Place, Severity
from diplomatica.tei.located import DEEPEST
from diplomatica.validation.large import Content, head, holds, parse, parts
from diplomatica.validation.source_text import SourceText, as_utf8
from diplomatica.validation.words import Words, advised, cased

# What a reader refuses, by the kind that it gives (`relaxng.engine.matcher.Refused`).
_REFUSED = {
    "entity": Words(
        "XML201", "the DOCTYPE declares an entity",
        "write the text itself in the document, and delete the declaration",
    ),
    "external": Words(
        "XML202", "the DOCTYPE brings in another file, and for safety such files are not read",
        "copy the text of that file into the document, and delete the declaration",
    ),
    "deep": Words(
        "XML203", "the elements are nested too deeply", "add the end tags that are missing further up in the document"
    ),
    "value": Words("XML204", "this value has more than ten million characters", "write a shorter value"),
    "token": Words("XML204", "this tag, comment or the like has more than ten million bytes", "make it shorter"),
    "names": Words(
        "XML205", "there are more than 250,000 different names of elements and attributes",
        "write the part that differs as the value of an attribute",
    ),
    "many": Words(
        "XML205", "there are too many findings: the rest of the document was not checked",
        "repair those above, then run again",
    ),
}  # fmt: skip

_ENTITY = re.compile(r"&([^\s;&<]{1,40});?")
_KNOWN_ENTITIES = {
    "nbsp": "&#160; (the same non-breaking space)", "copy": "©",
    "eacute": "é", "egrave": "è", "agrave": "à", "auml": "ä", "ouml": "ö", "uuml": "ü",
    "szlig": "ß", "ndash": "–", "mdash": "—", "hellip": "…", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’",
    "ccedil": "ç", "oelig": "œ", "aelig": "æ", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "ntilde": "ñ", "sect": "§",
}  # fmt: skip
_DECLARATION = re.compile(r"<!ENTITY\s+(%\s+)?([^\s%<>&;]+)\s*$")
_LITERAL = re.compile(r"\"[^\"]{1,40}\"|'[^']{1,40}'")
_LONGEST_NAME = 120  # characters of a declaration that are looked at
_START_OF_TAG = re.compile(r"</?[^\s<>/]+>?")
_NAMESPACES = {
    "tei": "http://www.tei-c.org/ns/1.0",
    "xi": "http://www.w3.org/2001/XInclude",
    "xlink": "http://www.w3.org/1999/xlink",
    "svg": "http://www.w3.org/2000/svg",
    "mml": "http://www.w3.org/1998/Math/MathML",
}
_OPENED = re.compile(r"&[^\s;<>\"'&]*$|<$")
_NO_QUOTES = re.compile(r"([\w:.-]+)\s*=\s*$")
_BARE_VALUE = re.compile(r"[^\s<>\"'/]+")
_ATTRIBUTE_NAME = re.compile(r"([\w:.-]+)\s*=")
_PREFIXES = re.compile(r"(?:</?|\s)([\w.-]+):[\w.-]+")
_CONTROLS = {
    "\0": " (null)",
    "\x07": " (bell)",
    "\b": " (backspace)",
    "\v": " (line break of Word)",
    "\f": " (the page break of a plain text)",
    "\x1a": " (end of a file of DOS)",
    "\x1b": " (escape)",
}
_IN_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_END_TAG = re.compile(r"</([^\s<>]+)")


def told(error: Exception, data: Content, file: str) -> Diagnostic:
    """The finding of what a parser, or `refuse_declarations`, says."""
    text = SourceText(data)
    kind = getattr(error, "kind", "")
    if kind in _REFUSED:
        line, column = getattr(error, "line", 1), getattr(error, "column", 1)
        if kind == "entity":
            return _entity(text, data, line, column, file)
        return _diagnostic(_REFUSED[kind], line, column, 1, text, file)
    if not isinstance(error, expat.ExpatError):
        words = Words("XML108", "the first line names an unknown character encoding", "save the file as UTF-8")
        return _diagnostic(words, 1, 1, 1, text, file)
    line, column = error.lineno, error.offset + 1
    words = _words(error, text, data)
    column, width = _spot(error.code, text, line, column)
    return _diagnostic(words, line, column, width, text, file)


def _entity(text: SourceText, data: Content, line: int, column: int, file: str) -> Diagnostic:
    """A DOCTYPE that declares an entity: which one, and what to write where it is used."""
    shown = text.excerpt(line, column, 1)
    start = max(0, column - 1 - _LONGEST_NAME)
    before = text.after(line, start + 1, column - 1 - start) if "<!ENTITY" in shown.text[: shown.start] else ""
    declared = _DECLARATION.search(before)
    if declared is None:
        return _diagnostic(_REFUSED["entity"], line, column, 1, text, file)
    name, is_parameter = declared[2], bool(declared[1])
    value = _LITERAL.match(text.after(line, column, _LONGEST_NAME))
    if is_parameter:
        return _diagnostic(_REFUSED["entity"], line, start + 1 + declared.start(), len("<!ENTITY"), text, file)
    told = value[0][1:-1] if value and not set(value[0][1:-1]) & set("<>&%") else ""
    text_itself = f"“{told}”" if told else "the text"
    is_used = holds(as_utf8(data) if isinstance(data, bytes) else data, f"&{name};".encode())
    rest = "and the DOCTYPE too, if nothing else is in it"
    use = f"write {text_itself} in place of each &{name}; in the document; then delete <!ENTITY {name} ...>, {rest}"
    unused = f"delete <!ENTITY {name} ...>, which the document does not use, {rest}"
    head = f"the DOCTYPE declares the entity &{name};, and such entities are not read, because they can be misused"
    words = Words("XML201", head, use if is_used else unused)
    return _diagnostic(words, line, start + 1 + declared.start(), len(declared[0].rstrip()), text, file)


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
    if code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN] and left.endswith("--") and "<!--" in left[:-2]:
        return column - 2, 2
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
        meant = _KNOWN_ENTITIES.get(name, "the character itself, or its number, such as &#160;")
        return Words(
            "XML104",
            f"XML does not know the entity &{name};" if name else "XML does not know this entity",
            f"write {meant}",
        )
    if code == known[expat.errors.XML_ERROR_NO_ELEMENTS]:
        if not any(part.strip() for part in parts(data)):
            return Words(
                "XML111", "the file is empty", "choose the right file: a TEI document has at least the element <TEI>"
            )
        return _unclosed(data, text)
    if code == known[expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE]:
        found = _ATTRIBUTE_NAME.match(text.after(line, column, 80))
        which = f"the attribute @{found[1]}" if found else "an attribute"
        return advised("XML105", f"this tag has {which} twice", "delete one of the two")
    if code == known[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]:
        return _after_the_end(text.after(line, column, 80))
    if code == known[expat.errors.XML_ERROR_UNBOUND_PREFIX]:
        prefix = _unbound(text.tag(line, column), data)
        declaration = f'xmlns:{prefix or "PREFIX"}="{_NAMESPACES.get(prefix, "...")}"'
        return Words(
            "XML109",
            f"the prefix “{prefix}” is not declared" if prefix else "a prefix is not declared",
            f"delete “{prefix or 'PREFIX'}:” (in the end tag too), or declare the prefix in this tag: {declaration}",
        )
    if code in (known[expat.errors.XML_ERROR_UNKNOWN_ENCODING], known[expat.errors.XML_ERROR_INCORRECT_ENCODING]):
        return Words(
            "XML108",
            "the file is not in the character encoding that its first line names",
            'save the file as UTF-8, and write encoding="UTF-8" in the first line',
        )
    if code in (known[expat.errors.XML_ERROR_UNCLOSED_TOKEN], known[expat.errors.XML_ERROR_PARTIAL_CHAR]):
        return _unfinished(text.after(line, column, 80))
    if code == known[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION]:
        return Words("XML103", "this CDATA section has no end", "write ]]> where the section ends")
    if code == known[expat.errors.XML_ERROR_BAD_CHAR_REF]:
        return Words("XML112", "XML does not have a character with this number", "write another character")
    if code == known[expat.errors.XML_ERROR_MISPLACED_XML_PI]:
        return Words(
            "XML113",
            "the XML declaration must be the very first thing in the file",
            "delete everything before <?xml, spaces and empty lines too",
        )
    if code in (known[expat.errors.XML_ERROR_XML_DECL], known[expat.errors.XML_ERROR_TEXT_DECL]):
        return Words("XML113", "the XML declaration is not right", 'write it as <?xml version="1.0" encoding="UTF-8"?>')
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
        return _encoding(text, data, line, column)
    if rest[:1] and ord(rest[0]) < 32 and rest[0] not in "\t\n\r":
        return Words(
            "XML112",
            f"XML does not allow the control character U+{ord(rest[0]):04X}{_CONTROLS.get(rest[0], '')}",
            "if a page of the original begins here, write <pb/> instead; otherwise, delete this character"
            if rest[0] == "\f"
            else "delete this character",
        )
    if left.endswith("&") or rest[:1] == "&" or re.search(r"&[^;\s<]*$", left):
        return advised("XML106", "“&” by itself is not allowed in XML", "write &amp;")
    if left.endswith("<") or rest[:1] == "<":
        return Words(
            "XML106",
            "“<” by itself is not allowed in XML",
            "write &lt; if you mean the sign “less than”; if a tag should begin here, write its name "
            "directly after the <",
        )
    if line == 1 and not left.strip("\ufeff"):
        return Words(
            "XML106", "the document does not begin with a tag",
            'choose the right file; if this is it, put the text into <TEI xmlns="http://www.tei-c.org/ns/1.0">',
        )  # fmt: skip
    tag = left.rpartition("<")[2] if "<" in left else ">"
    if tag.startswith("!--"):
        return advised("XML106", "a comment can’t contain --", "write - or – in place of --")
    if ">" not in tag:
        unquoted = _NO_QUOTES.search(tag)
        value = _BARE_VALUE.match(text.after(line, column, 60))
        if unquoted and value:
            return Words(
                "XML106", f"the value of @{unquoted[1]} is not in quotes", f'write {unquoted[1]}="{value.group()}"'
            )
        joined = _ATTRIBUTE_NAME.match(text.after(line, column, 60))
        if joined and left[-1:] in "\"'":
            return Words("XML106", f"a space is missing before @{joined[1]}", "write a space between the attributes")
        return Words(
            "XML106",
            f"“{rest[:1]}” is not allowed at this place in a tag" if rest.strip() else "the tag is not right here",
            'write each attribute as name="value", with a space before it',
        )
    return Words("XML106", f"“{rest[:1]}” is not allowed here", "repair the XML here or just before")


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


def open_elements(data: Content) -> list[tuple[str, int, int]]:
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
    stack = open_elements(data)
    at = text.after(line, column, 80)
    found = _END_TAG.match(at) or _END_TAG.match(f"</{at}")
    closing = found[1] if found else ""
    if not stack or not closing:
        return Words("XML102", "this end tag closes another element than the one that is open", "repair the tags here")
    name, begun, _ = stack[-1]
    where = "" if begun == line else f", opened in line {begun}"
    head = f"</{closing}> can’t close <{name}>{where}"
    swapped = f"{at if at.startswith('</') else f'</{at}'}".partition(">")[2].startswith(f"</{name}>")
    if any(item[0] == closing for item in stack[:-1]):
        if swapped:
            return advised("XML102", head, f"write </{name}></{closing}> in place of </{closing}></{name}>")
        ends = f"where {f'that <{name}>' if where else f'<{name}>'} is to end, at the latest before </{closing}>"
        return advised("XML102", head, f"add </{name}> {ends}")
    if nearest(closing, [name]):
        return advised("XML102", head, f"did you mean </{name}>?", cased(closing, name))
    return advised("XML102", head, f"delete </{closing}>, or write </{name}>, or add the missing <{closing}>")


def _unclosed(data: Content, text: SourceText) -> Words:
    stack = open_elements(data)
    if not stack:
        return Words("XML111", "there is no element in the file", "write the document, which begins with <TEI>")
    name, line, _ = stack[-1]
    missing = "".join(f"</{item[0]}>" for item in reversed(stack[-6:])) + ("..." if len(stack) > 6 else "")
    tags = "end tag" if len(stack) == 1 else "end tags"
    return Words(
        "XML103", f"the file ends, but <{name}>, opened in line {line}, is still open",
        f"if this copy was cut off, get a complete one; otherwise, add the missing {tags} {missing}",
    )  # fmt: skip


def _after_the_end(rest: str) -> Words:
    """What stands behind the root element."""
    tag = _START_OF_TAG.match(rest)
    word = f"{tag.group().rstrip('>')}>" if tag else "text"
    head = f"{word} is not allowed after the end of the document"
    if tag and word.startswith("</"):
        return advised("XML110", head, f"delete {word}, or the end tag before {word} that closes too much")
    if tag:
        both = ", or put both into a <teiCorpus>" if word == "<TEI>" else f", or move {word} into the document"
        return advised("XML110", head, f"move {word} into a file of its own{both}")
    return advised("XML110", head, "move the text into the document, or delete it")


def _unfinished(rest: str) -> Words:
    """What the file ends within."""
    if rest.startswith("<!--"):
        return advised("XML103", "this comment has no end", "write --> where the comment ends")
    if rest.startswith("<"):
        return advised(
            "XML103", "this tag has no end", "write > where the tag ends; if this copy was cut off, get a complete one"
        )
    return advised("XML103", "the file ends within a character", "get a complete copy of the file")


def _encoding(text: SourceText, data: Content, line: int, column: int) -> Words:
    """A byte that is none of UTF-8: most often the file is in the encoding of an older program."""
    rest = text.raw(text.offset(line, column), 4)
    byte = next((rest[place : place + 1] for place in range(len(rest)) if rest[place] > 0x7F), b"")
    shown = byte.decode("cp1252", "replace")
    head = "the file is read as UTF-8, but this character is not written in UTF-8"
    if not shown.isprintable() or shown in ("", "\ufffd"):
        return Words("XML107", head, "type the character again, and save the file as UTF-8")
    if any(_IN_UTF8.search(part) for part in parts(data)):
        # Others are in UTF-8: to read the whole file in another encoding would spoil them.
        advice = f"type the character again, perhaps “{shown}”, and save the file as UTF-8"
    else:
        advice = "open the file as Windows-1252 in your editor, and save it as UTF-8"
    return Words("XML107", f"{head} (in Windows-1252, it would be “{shown}”)", advice)


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
