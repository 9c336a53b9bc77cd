"""Collections made by hand, and large ones made by rule, for tests and benchmarks of the lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from diplomatica.views.model import (
    Archive,
    CorrespAction,
    DateFact,
    DocumentFacts,
    Entity,
    Mention,
    Speech,
    Term,
)
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.lists import write_lists
from diplomatica.views.site.model import Edition
from diplomatica.views.site.register import Register

TELEGRAM, LETTER = Term("genre.telegram", "Telegram"), Term("genre.letter", "Letter")
SECRET = Term("classification.secret", "Secret")
VARRO = Entity(
    "person", "person.varro", "Anton Varro", ("Anton Varro", "A. Varro"), "Consul", "author", (("GND", "1"),)
)
BRANDT = Entity("person", "brandt", "J. Brandt", ("J. Brandt",), "", "addressee")
KELM = Entity("place", "place.kelm", "Kelm", ("Kelm", "Köln-Ost"), "", "mentioned", (("GeoNames", "9"),))
UNION = Entity("org", "org.union", "The Union", ("The Union", "UOS"), "", "mentioned")


def document(slug: str, **changes: object) -> DocumentFacts:
    """A telegram of Varro to Brandt, with changes."""
    facts = DocumentFacts(
        slug=slug,
        id=slug,
        title=f"Telegram {slug}",
        date=DateFact("1951-05-03"),
        place="Kelm",
        genre=TELEGRAM,
        classification=(SECRET,),
        archives=(Archive("State Archive", (("fond", "3"), ("opis", "65"), ("list", "12"))),),
        language="en",
        entities=(VARRO, BRANDT, KELM, UNION),
        mentions=(
            Mention("person", "person.varro", "p.aa", "Consul ", "Varro", " asks for boats"),
            Mention("place", "place.kelm", "p.bb", "in ", "Kelm", ", where it rains"),
        ),
        speeches=(Speech("person.varro", "brandt", 2),),
        correspondence=(
            CorrespAction("sent", "person.varro", "VARRO", "Kelm", DateFact()),
            CorrespAction("received", "brandt", "BRANDT", "", DateFact()),
        ),
        words=100,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def gather(documents: Iterable[DocumentFacts], authorities: Iterable[Entity] = ()) -> Collection:
    """The collection of some documents."""
    register = Register(authorities)
    for facts in documents:
        register.add(facts)
    return register.finish()


def written(documents: Iterable[DocumentFacts], edition: Edition | None = None) -> dict[str, str]:
    """All files of the lists of some documents, by their paths."""
    files: dict[str, bytes] = {}
    with gather(documents) as collection:
        write_lists(collection, Frame(edition or Edition("Papers")), files.__setitem__)
    return {path: data.decode("utf-8") for path, data in files.items()}


def at(page: str, path: str) -> list[Any]:
    """What an XPath finds in a page."""
    from lxml import html

    found = html.fromstring(page).xpath(path)
    assert isinstance(found, list)
    return found


def texts(page: str, path: str) -> list[str]:
    """The texts of the elements that an XPath finds, pieces set apart by one space."""
    return [" ".join(" ".join(element.itertext()).split()) for element in at(page, path)]


_FAMILIES = "Varro Brandt Ekholm Szabo Marek Orlan Petrak Quist Rosen Tallis Ulrich Vance Wester Yarrow Zorin".split()
_GIVEN = "Anton Berta Cyril Dora Emil Frida Gero Hanna Igor Jana".split()
_PLACES = "Kelm Halsund Lundhavn Namgyeong Rasafa Erdohely Brenita Harrow Oster Vastmark".split()


def many(number: int) -> Iterator[DocumentFacts]:
    """Documents by rule: each names 12 persons (most of them often), 6 places, 2 bodies, 45 times in all."""
    for place in range(number):
        persons = []
        for step in range(12):
            # Those who speak are some hundreds, a few of them often; the others are named in a few documents each.
            who = place * (place % 7 + 1) * (step + 1) % 230 // (1 + step % 3) if step < 4 else place * 7 + step * 13
            who %= max(40, number // 2)
            family = _FAMILIES[who % len(_FAMILIES)]
            name = f"{_GIVEN[who // len(_FAMILIES) % len(_GIVEN)]} {family}" + (f" {who // 150}" if who >= 150 else "")
            role = ("author", "addressee", "speaker", "mentioned")[min(step, 3)]
            ids = (("VIAF", str(1000 + who)),) if who % 3 else ()
            key = f"person.{family.lower()}-{who}"
            persons.append(
                Entity("person", key, name, (name, f"{name[0]}. {family}"), "Envoy" if step < 2 else "", role, ids)
            )
        persons = list({one.key: one for one in persons}.values())
        places = [Entity("place", f"place.{name.lower()}", name, (name,), "", "mentioned", (("GeoNames", name),))
                  for name in dict.fromkeys(_PLACES[(place + step) % 10] for step in range(6))]  # fmt: skip
        bodies = [Entity("org", f"org.{place % 17}-{step}", f"Ministry {place % 17}.{step}") for step in range(2)]
        named = [*persons, *places, *bodies]
        mentions = tuple(
            Mention(one.kind, one.key, f"p.x{place % 9}{step}", "he had already told the ambassador of ", one.name,
                    " that nothing would come of it before the spring")
            for step in range(45) for one in (named[step * 5 % len(named)],)
        )  # fmt: skip
        year = 1945 + place % 45
        yield DocumentFacts(
            slug=f"{place:05}-telegram-to-the-ministry",
            id=f"d{place}",
            title=f"Telegram no. {place} of the Embassy in {_PLACES[place % 10]} on the Question of the Ships",
            date=DateFact(f"{year}-{1 + place % 12:02}-{1 + place % 28:02}"),
            place=_PLACES[place % 10],
            genre=Term(f"genre.{place % 9}", f"Kind {place % 9}"),
            classification=(SECRET,) if place % 2 else (),
            archives=(Archive(f"Archive {place % 12}", (("fond", str(place % 40)), ("opis", str(place % 7)),
                                                       ("delo", str(place)), ("list", "1-9"))),),
            language=("en", "ru", "ko")[place % 3],
            summary="The ambassador reports what he was told, and asks for instructions before the end of the week.",
            number=f"No. {place}",
            entities=tuple(named),
            mentions=mentions,
            speeches=tuple(Speech(persons[step].key, persons[step + 1].key, 1 + step) for step in range(3)),
            correspondence=(CorrespAction("sent", persons[0].key, "", "", DateFact()),
                            CorrespAction("received", persons[1].key, "", "", DateFact())),
            words=900,
        )  # fmt: skip
