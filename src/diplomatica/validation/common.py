"""Which names of the TEI are met most: where many would do, a message names these first."""

from __future__ import annotations

# Elements of text and header, roughly by how often encoded letters, plays, books and manuscripts have them; then
# attributes the same way.
_COMMON = """
    p div head lb pb list item lg l sp speaker stage persName placeName name date hi note quote q ref title said ab
    opener closer salute signed dateline postscript trailer seg rs orgName abbr expan choice sic corr orig reg add del
    unclear gap supplied foreign term emph figure graphic table row cell label bibl author editor publisher pubPlace
    imprint monogr listBibl biblStruct TEI teiHeader text front body back group fileDesc titleStmt publicationStmt
    sourceDesc encodingDesc profileDesc revisionDesc change availability licence idno respStmt resp msDesc msIdentifier
    settlement repository person listPerson place listPlace org listOrg birth death app lem rdg w pc ptr cb milestone
    titlePage docTitle titlePart docAuthor docImprint docDate castList castItem role roleDesc epigraph byline argument
    id type n ref target who when corresp key rend rendition resp source subtype role cert lang notBefore notAfter from
    to url facs place hand reason unit quantity extent ana style next prev part url level scope status xml
""".split()
_RANK = {name: index for index, name in reversed(list(enumerate(_COMMON)))}


def ranked(names: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names with the common ones first; the others keep their order."""
    return sorted(names, key=lambda name: _RANK.get(name[1], len(_RANK)))
