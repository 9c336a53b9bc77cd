"""Documents made by hand, for tests that need no stylesheet."""

from __future__ import annotations

from dataclasses import replace

from diplomatica.views.model import Archive, CorrespAction, DateFact, DocumentFacts, DocumentViews, Entity, Term
from diplomatica.views.site.model import Edition

EDITION = Edition("Harbour Papers", publisher="Harbour Archive", base="https://example.org/harbour/")

LETTER = DocumentFacts(
    slug="letter",
    id="letter",
    title="Letter, Varro to Brandt",
    subtitle="No. 7",
    date=DateFact("1951-05-03", "", "3.V.51"),
    place="Kelm",
    genre=Term("genre.letter", "Letter"),
    classification=(Term("classification.secret", "Secret"),),
    archives=(
        Archive("State Archive", (("fond", "3"), ("opis", "65"), ("list", "12-13"))),
        Archive("Archive of the Union", ()),
    ),
    citation="State Archive, f. 3. Translated by Agnes Ode.",
    summary="Varro asks Brandt for boats.",
    language="en",
    original_language="ru",
    languages=(("en", "English"), ("ru", "Russian")),
    responsible=(("translated", "Agnes Ode"), ("contributed", "Ben Holt")),
    record="502",
    url="https://archive.example/502",
    entities=(
        Entity("person", "varro", "Anton Varro", ids=(("GND", "118540238"), ("VIAF", "specimen-1"))),
        Entity("person", "brandt", "Brandt", role="addressee"),
        Entity("place", "kelm", "Kelm"),
    ),
    correspondence=(
        CorrespAction("sent", "varro", "VARRO", "Kelm", DateFact("1951-05-03")),
        CorrespAction("received", "brandt", "BRANDT", "", DateFact()),
    ),
    words=3,
)  # fmt: skip


def views(facts: DocumentFacts = LETTER, **changes: object) -> DocumentViews:
    """A document of three words, with the facts given and changes to them."""
    facts = replace(facts, **changes)  # type: ignore[arg-type]
    return DocumentViews(
        facts,
        reading='<div class="text"><h2 id="h.a1">Head</h2><p id="p.b2">Two boats &amp; more.</p></div>',
        diplomatic='<div class="text"><h2 id="d-h.a1">HEAD</h2><p id="d-p.b2">Two boats &amp; more.</p></div>',
        text="Head\nTwo boats & more.\n",
    )
