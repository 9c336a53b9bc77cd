"""The findings about ODDs: their codes, words and advice."""

from __future__ import annotations

from dataclasses import dataclass

from diplomatica.diagnostics.model import Diagnostic, Place, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """`message` and `help` are templates of `str.format`."""

    severity: Severity
    message: str
    help: str


_E, _W = Severity.ERROR, Severity.WARNING

CATALOGUE: dict[str, Code] = {
    # --- the file ---
    "ODD001": Code(_E, "there is no schemaSpec in it", "an ODD has one: give the file that has it"),
    "ODD002": Code(_E, "there is no schemaSpec “{name}” (there are: {names})", "give one of them"),
    "ODD003": Code(_W, "there are {count} schemaSpecs; “{name}” is taken", "name the one that you mean with --schema"),
    "ODD010": Code(_E, "{what}", "correct the address, or put the file there"),
    "ODD011": Code(_E, "the address “{value}” is not on this machine", "get the file, and give its path"),
    "ODD012": Code(_E, "{file} includes itself", "remove one of the inclusions"),
    "ODD013": Code(_W, "there is no specGrp “{value}”", "correct @target, or write the specGrp"),
    "ODD014": Code(_W, "the specGrp “{value}” is used within itself", "remove the specGrpRef"),
    "ODD020": Code(_E, "there is no TEI P5 {version} on this machine", "{advice}"),
    "ODD021": Code(_E, "“{value}” names no release of TEI P5 and no file", "write tei:4.8.0, or the path of an ODD"),
    # --- as written ---
    "ODD101": Code(_W, "{name} without @ident", "name what it specifies"),
    "ODD102": Code(_E, "{name} without @key", "name what it refers to"),
    "ODD120": Code(_W, "“{name}” means nothing in a content model", "remove it, or move it"),
    "ODD121": Code(_W, "@expand can’t be “{value}”", "use alternation, sequence, sequenceOptional, sequenceRepeatable or"
        " sequenceOptionalRepeatable"),
    "ODD122": Code(_W, "the datatype “{value}” is not one of W3C XML Schema", "use @name or @key"),
    "ODD123": Code(_W, "@minOccurs {low} is more than @maxOccurs {high}", "raise @maxOccurs"),
    "ODD124": Code(_W, "@{name} can’t be “{value}”", "use a number, or, for @maxOccurs, unbounded"),
    "ODD125": Code(_W, "@type of a valList can’t be “{value}”", "use closed, semi or open"),
    "ODD126": Code(_W, "@mode can’t be “{value}”", "use add, change, replace or delete"),
    "ODD127": Code(_W, "@mode of classes can’t be “{value}”", "use replace or change"),
    "ODD128": Code(_W, "@org can’t be “{value}”", "use group or choice"),
    "ODD129": Code(_W, "“{name}” can’t stand in a schemaSpec", "remove it"),
    # --- modules and references ---
    "ODD201": Code(_E, "there is no module “{name}” in {source}{near}", "correct @key"),
    "ODD202": Code(_W, "the module “{module}” has no element “{name}”{near}", "correct @{attribute}"),
    "ODD203": Code(_E, "there is no {kind} “{name}” in {source}{near}", "correct @key"),
    "ODD204": Code(_W, "@include and @except at once: @except is not read", "remove one of them"),
    "ODD205": Code(_W, "the class “{name}” has no attribute “{attribute}”{near}", "correct @{which}"),
    "ODD206": Code(_W, "the module “{name}” is asked for twice", "join the two moduleRefs"),
    # --- specifications ---
    "ODD301": Code(_W, "{kind} “{name}” is to be changed, but is not in the schema{near}", "{advice}"),
    "ODD302": Code(_W, "{kind} “{name}” is to be deleted, but is not in the schema{near}", "remove the specification"),
    "ODD303": Code(_W, "{kind} “{name}” is specified twice", "join the two specifications"),
    "ODD304": Code(_W, "{kind} “{name}” is added, but is there already; this one replaces it", "write mode=\"change\" or"
        " mode=\"replace\""),
    "ODD305": Code(_W, "{kind} “{name}” is to be replaced, but is not in the schema; it is added", "write mode=\"add\", or"
        " correct @ident"),
    "ODD310": Code(_W, "there is no class “{name}”{near}; the membership does not count", "correct @key, or take in the"
        " module that has the class"),
    "ODD311": Code(_W, "“{name}” is no member of “{key}”", "remove the memberOf"),
    "ODD312": Code(_W, "the class “{name}” is a member of itself", "remove one of the memberships"),
    "ODD320": Code(_W, "the {what} “{owner}” has no attribute “{name}”{near}, so there is nothing to {mode}", "correct @ident,"
        " or write mode=\"add\""),
    "ODD321": Code(_W, "the attribute “{name}” of “{owner}” comes twice, from {first} and {second}; the first counts",
        "delete one of them"),
    "ODD322": Code(_W, "there is no attribute “{name}” in “{cls}”", "correct the attRef"),
    "ODD323": Code(_W, "the value “{name}” is not in the list, so there is nothing to {mode}", "correct @ident"),
    "ODD324": Code(_W, "the closed list of “{owner}/@{name}” has no values: nothing can stand there", "add values, or delete"
        " the attribute"),
    "ODD325": Code(_W, "the default “{value}” of “{owner}/@{name}” is not in its closed list", "add the value, or change the"
        " default"),
    "ODD326": Code(_W, "the constraint “{name}” is not there, so there is nothing to {mode}", "correct @ident"),
    # --- content ---
    "ODD401": Code(_W, "there is no {kind} “{name}”{near}; the reference is left out", "correct @key, or specify it"),
    "ODD402": Code(_E, "the pattern “{name}” is not defined", "correct the name"),
    "ODD403": Code(_W, "the content of “{name}” can never be matched: {why}", "make optional what can’t be there"),
    "ODD404": Code(_W, "“{name}” is in no class and in no content model: no document can have it", "give it a class, refer"
        " to it, or put it in @start"),
    "ODD405": Code(_W, "the start element “{name}” is not in the schema{near}", "correct @start, or take the element in"),
    "ODD406": Code(_E, "no element can begin a document", "name one in schemaSpec/@start"),
    "ODD407": Code(_W, "the pattern “{name}” calls itself without an element between", "put an element between"),
    "ODD408": Code(_W, "“{name}” can stand inside anyElement, where its @xml:id is no ID: validators that check IDs refuse"
        " the schema", "name it in anyElement/@except"),
    "ODD409": Code(_W, "“{name}” is not a datatype of W3C XML Schema{near}", "correct @name"),
    "ODD410": Code(_W, "“{facet}” is no facet of “{name}”", "remove the restriction"),
    "ODD411": Code(_W, "the content of “{name}” is described by its attributes’ lists only", "write a content model"),
}  # fmt: skip


def diagnostic(code: str, place: Place, **facts: object) -> Diagnostic:
    """The finding of a code at a place; `facts` fill in its words."""
    known = CATALOGUE[code]
    return Diagnostic(code, known.severity, known.message.format(**facts), place, known.help.format(**facts))
