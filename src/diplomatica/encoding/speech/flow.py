"""How speech goes on from sentence to sentence and from paragraph to paragraph, and what ends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from diplomatica.encoding.model import Passage, SaidFound, Scene
from diplomatica.encoding.speech import bounds, subjects
from diplomatica.encoding.speech.cast import Cast
from diplomatica.encoding.speech.heads import Head
from diplomatica.encoding.speech.lexicon import (
    ACCOUNT,
    ACT,
    ADVERB,
    AUXILIARY,
    COMMUNICATING,
    LEAD,
    MEETING,
    MODAL,
    PARTNER,
    PAST,
    THIRD,
    Lexicon,
)
from diplomatica.encoding.speech.sentence import Sentence
from diplomatica.encoding.speech.tokens import NAME, QUOTE, Tokens

_LONGEST_QUOTATION = 60


@dataclass(slots=True)
class Speech:
    """A speech that is being read: its parts are (passage, start, end), one a passage."""

    who: str
    to_whom: str
    direct: bool = False
    low: bool = False
    rule: str = "speech.said"
    parts: list[tuple[int, int, int]] = field(default_factory=list)
    questions: bool = False
    awaits: bool = False
    announced: bool = False

    def extend(self, passage: int, start: int, end: int) -> None:
        """The speech goes on to `end` of a passage, in which it starts at `start`."""
        if end <= start:
            return
        if self.parts and self.parts[-1][0] == passage:
            self.parts[-1] = (passage, self.parts[-1][1], end)
        else:
            self.parts.append((passage, start, end))


class Reader:
    """Reads the passages of one document in order and collects what is said in them."""

    def __init__(self, passages: Sequence[Passage], scene: Scene, lexicon: Lexicon) -> None:
        self._passages = passages
        self._lexicon = lexicon
        self._cast = Cast(scene, passages, lexicon)
        self._read: list[Tokens | None] = [None] * len(passages)
        self._open: Speech | None = None
        self._pending: Speech | None = None
        self._done: list[Speech] = []
        self._inner_actor = ""
        self._quoting = False
        self._talk: dict[int, bool] = {}

    def read(self) -> tuple[SaidFound, ...]:
        """All that is said, by passage and start."""
        bounds.leaders(self._cast, [self._first_sentence(index) for index in range(len(self._passages))])
        for index, passage in enumerate(self._passages):
            self._passage(index, passage)
        self._close()
        return self._result()

    def _tokens(self, index: int) -> Tokens:
        known = self._read[index]
        if known is None:
            known = self._read[index] = Tokens(self._passages[index], self._lexicon)
        return known

    def _first_sentence(self, index: int) -> Sentence | None:
        if self._passages[index].kind == "head":
            return None
        tokens = self._tokens(index)
        if not tokens.sentences:
            return None
        return Sentence(tokens, tokens.sentences[0], self._cast, index, True)

    def _result(self) -> tuple[SaidFound, ...]:
        found: list[SaidFound] = []
        chain = 0
        for speech in self._done:
            number = 0
            if len(speech.parts) > 1:
                chain += 1
                number = chain
            for passage, start, end in speech.parts:
                found.append(
                    SaidFound(
                        passage, start, end, speech.who, speech.to_whom, speech.direct, number, speech.low, speech.rule
                    )
                )
        found.sort(key=lambda said: (said.passage, said.start, -said.end))
        return tuple(_nested(found))

    # --- passages -------------------------------------------------------------------------------------------------

    def _passage(self, index: int, passage: Passage) -> None:
        if passage.kind == "head":
            self._close()
            self._pending = None
            return
        if self._quoting:
            self._go_on_quoting(index)
            return
        tokens = self._tokens(index)
        if not tokens.sentences:
            return
        if bounds.is_heading(tokens, passage):
            if not (self._open and self._open.awaits):
                self._close()
            self._pending = None
            return
        if self._open and not self._open.awaits and not self._goes_on(index, passage):
            self._close()
        pending = self._pending
        self._pending = pending if pending and pending.awaits else None
        if self._quotation_alone(index, tokens):
            return
        for number, span in enumerate(tokens.sentences):
            sentence = Sentence(tokens, span, self._cast, index, number == 0)
            self._sentence(sentence)
        if self._pending and not self._pending.awaits:
            self._pending = None

    def _goes_on(self, index: int, passage: Passage) -> bool:
        """May the open speech go on in this passage?

        Only where it began in a paragraph that reports a conversation from its first sentence on; one that began in an
        item of a list ends with it, unless it announced the next.
        """
        speech = self._open
        if speech is None or not speech.parts:
            return True
        if speech.who == self._cast.author and self._cast.genre in bounds.WRITERS:
            return False
        began = speech.parts[0][0]
        last = self._passages[speech.parts[-1][0]]
        if speech.announced or last.text.rstrip().endswith(":"):
            return True
        if passage.kind == "item" and self._passages[began].kind == "item":
            return False
        known = self._talk.get(began)
        if known is None:
            sentence = self._first_sentence(began)
            known = self._talk[began] = sentence is not None and bounds.is_talk(sentence)
        return known

    def _quotation_alone(self, index: int, tokens: Tokens) -> bool:
        """A paragraph that begins with a quotation after one that ends in a colon is the words announced there."""
        announced = self._pending if self._pending and self._pending.awaits else None
        if announced is None or tokens.kinds[0] != QUOTE:
            return False
        quotation = tokens.quotations[0]
        speech = Speech(announced.who, announced.to_whom, True, announced.low, "speech.quotation")
        speech.extend(index, quotation.start, quotation.end)
        self._pending = None
        self._close()
        if quotation.closed:
            self._done.append(speech)
            return len(tokens.kinds) == 1
        self._open = speech
        self._quoting = self._closes_later(index)
        return True

    def _closes_later(self, index: int) -> bool:
        """Does a quotation that is open at the end of a passage go on in the next?"""
        if index + 1 >= len(self._passages):
            return False
        following = self._passages[index + 1]
        text = following.text.lstrip()
        if following.kind == "head" or not text:
            return False
        if text[0] in "“\"„«":
            return True
        for later in self._passages[index + 1 : index + 1 + _LONGEST_QUOTATION]:
            for char in later.text:
                if char in "”»\"":
                    return True
                if char in "“„«":
                    return False
        return False

    def _go_on_quoting(self, index: int) -> None:
        tokens = Tokens(self._passages[index], self._lexicon, inside=True)
        self._read[index] = tokens
        speech = self._open
        if speech is None or not tokens.quotations:
            self._quoting = False
            return
        quotation = tokens.quotations[0]
        speech.extend(index, quotation.start, quotation.end)
        if quotation.closed:
            self._quoting = False
            self._close()
            for number, span in enumerate(tokens.sentences):
                if span[2] >= quotation.end:
                    self._sentence(Sentence(tokens, span, self._cast, index, number == 0))
        else:
            self._quoting = self._closes_later(index)
            if not self._quoting:
                self._close()

    # --- sentences ------------------------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> None:
        speaking = self._open or self._pending
        if speaking is not None:
            if bounds.ends(sentence, speaking.who, self._inner_actor):
                self._close()
                self._pending = None
            elif self._open is None:
                pending = self._pending
                if pending is not None and (not pending.questions or sentence.is_question):
                    self._open = pending
                self._pending = None
        if self._open is not None and not self._open.direct:
            self._inside(sentence)
        else:
            self._outside(sentence)
        self._remember(sentence)

    def _inside(self, sentence: Sentence) -> None:
        """A sentence that goes on with an open speech; others may speak in it."""
        speech = self._open
        if speech is None:
            return
        speech.announced |= speech.awaits
        speech.awaits = False
        end = sentence.end
        quote = self._announced_quote(sentence)
        if quote:
            end = len(sentence.tokens.text[: quote[0]].rstrip())
        speech.extend(sentence.passage, sentence.start, end)
        inner: list[tuple[Head, Speech]] = []
        for head in sentence.heads:
            who = self._inner_speaker(sentence, head, speech.who)
            if inner and _continues(sentence, head):
                inner[-1][1].extend(sentence.passage, inner[-1][0].start, head.cut)
                who = who or inner[-1][1].who
            if who:
                added = Speech(who, self._hearer(sentence, head, who), head.end >= 0, rule="speech.nested")
                added.extend(sentence.passage, head.start, head.end if head.end >= 0 else end)
                if added.parts:
                    if inner and inner[-1][1].parts[-1][2] > head.start and not _continues(sentence, head):
                        continue
                    inner.append((head, added))
        self._done.extend(item[1] for item in inner)
        if quote:
            self._close()
            self._quote(sentence, quote, speech.who, speech.to_whom, speech.low)
        actor = ""
        for verb, subject in sentence.clauses if sentence.people or self._inner_actor else ():
            if sentence.lexical(verb) & COMMUNICATING:
                if subject.kind == "name" and subject.ref and subject.ref != speech.who:
                    actor = subject.ref
                elif subject.kind == "pronoun" and subject.word in ("he", "she") and self._inner_actor:
                    actor = self._inner_actor
                elif subject.kind == "pronoun" and sentence.people:
                    named = [ref for ref in sentence.people if ref != speech.who and ref not in self._cast.outer]
                    actor = named[-1] if named else actor
        self._inner_actor = actor

    def _inner_speaker(self, sentence: Sentence, head: Head, outer: str) -> str:
        subject = head.subject
        if head.thought or head.complement.kind == "open" or head.tense == "gerund":
            return ""
        if subject.kind == "name" and subject.ref != outer:
            return subject.ref
        if subject.kind == "pronoun" and subject.word in ("he", "she"):
            for ref in sentence.acting(subject.first):
                if ref not in self._cast.outer:
                    return ref
            return self._inner_actor
        if subject.kind == "shared":
            who = sentence.shared(subject.first, "past")[0]
            return who if who not in self._cast.outer else ""
        return ""

    def _outside(self, sentence: Sentence) -> None:
        """A sentence of the writer's own, in which somebody may begin to speak."""
        current: tuple[Head, Speech] | None = None
        if self._quote_goes_on(sentence):
            return
        self._meeting(sentence)
        for head in sentence.heads:
            who, low = sentence.resolve(head.subject, head.tense)
            if current is not None:
                relation = self._relation(sentence, head, who, current)
                if relation == "nested":
                    self._nest(sentence, head, who, low)
                    continue
                if relation == "none":
                    continue
                who = who or current[1].who
                current[1].extend(sentence.passage, current[0].start, head.cut)
                self._done.append(current[1])
                current = None
            if not who or not self._reports(sentence, head, who):
                continue
            speech = Speech(who, self._hearer(sentence, head, who), low=low)
            self._spoke(who, sentence.addressee(head))
            if head.complement.kind == "open":
                speech.awaits = True
                self._pending = speech
                return
            if head.complement.kind == "inserted":
                early = Speech(who, speech.to_whom, low=low)
                early.extend(sentence.passage, sentence.start, head.cut)
                self._done.append(early)
                if head.start <= head.cut:
                    return
            if head.end >= 0:
                self._quote(sentence, (head.start, head.end), who, speech.to_whom, low)
                continue
            current = (head, speech)
        if current is not None:
            self._begin(sentence, *current)
            return
        if self._open is None and self._pending is None:
            self._announce(sentence)

    def _begin(self, sentence: Sentence, head: Head, speech: Speech) -> None:
        """A speech starts and goes on to the end of the sentence, or to where the writer speaks again."""
        end, cut = bounds.tail(sentence, head)
        quote = self._announced_quote(sentence, head.start)
        if quote and quote[0] < end:
            end = len(sentence.tokens.text[: quote[0]].rstrip())
        speech.extend(sentence.passage, head.start, end)
        if not speech.parts:
            return
        if quote:
            self._done.append(speech)
            self._quote(sentence, quote, speech.who, speech.to_whom, speech.low)
        elif cut or head.subject.kind == "body":
            self._done.append(speech)
        else:
            self._open = speech
            self._inner_actor = ""

    def _announced_quote(self, sentence: Sentence, after: int = -1) -> tuple[int, int] | None:
        """A quotation after a colon inside what somebody says: the words themselves."""
        tokens = sentence.tokens
        if not tokens.quotations:
            return None
        for index in range(sentence.first + 1, sentence.last):
            if tokens.kinds[index] == QUOTE and tokens.low[index - 1] == ":" and tokens.starts[index] > after:
                return tokens.starts[index], tokens.ends[index]
        return None

    def _quote_goes_on(self, sentence: Sentence) -> bool:
        """A sentence that is only a quotation goes on with the one before it: “In May,” he said. “It was warm.” """
        last = self._done[-1] if self._done else None
        alone = sentence.last - sentence.first == 1 and sentence.tokens.kinds[sentence.first] == QUOTE
        if not alone or last is None or not last.direct or last.parts[-1][0] != sentence.passage or sentence.opens:
            return False
        if any(char == "." for char in sentence.tokens.text[last.parts[-1][2] : sentence.start - 2]):
            return False
        first = sentence.first
        self._quote(
            sentence, (sentence.tokens.starts[first], sentence.tokens.ends[first]), last.who, last.to_whom, last.low
        )
        return True

    def _quote(self, sentence: Sentence, span: tuple[int, int], who: str, to_whom: str, low: bool) -> None:
        speech = Speech(who, to_whom, True, low, "speech.quotation")
        speech.extend(sentence.passage, *span)
        quotation = next((found for found in sentence.tokens.quotations if found.start == span[0]), None)
        if quotation is not None and not quotation.closed and self._closes_later(sentence.passage):
            self._close()
            self._open = speech
            self._quoting = True
        else:
            self._done.append(speech)

    def _nest(self, sentence: Sentence, head: Head, who: str, low: bool) -> None:
        if not who or low or head.thought or head.complement.kind == "open":
            return
        if head.subject.kind not in ("name", "shared") and head.tense != "gerund":
            return
        speech = Speech(who, self._hearer(sentence, head, who), head.end >= 0, rule="speech.nested")
        speech.extend(sentence.passage, head.start, head.end if head.end >= 0 else sentence.end)
        self._done.append(speech)

    def _hearer(self, sentence: Sentence, head: Head, who: str) -> str:
        """Who is spoken to: the one named, else the other of two."""
        named = sentence.addressee(head)
        return named if named and named != who else self._cast.other(who)

    def _reports(self, sentence: Sentence, head: Head, who: str) -> bool:
        """Is it a report of what was said, and not the writer's own statement ("I believe that")?"""
        if who == self._cast.author and head.subject.kind in ("pronoun", "shared", "opening"):
            return head.tense != "present" and not head.thought
        return True

    def _relation(self, sentence: Sentence, head: Head, who: str, current: tuple[Head, Speech]) -> str:
        """How a head stands to the speech before it in the sentence: "follows" it, is "nested" in it, or "none"."""
        before, speech = current
        subject = head.subject
        if head.before:
            return "follows"
        if subject.kind == "opening":
            return "none"
        if head.tense == "gerund":
            if subject.first <= before.verb and subject.kind != "none":
                return "follows"
            if who == speech.who:
                return "follows"
            return "nested" if who else "none"
        if subject.kind == "shared":
            if head.tense != before.tense and before.tense != "gerund":
                return "none"
            return "follows" if _matrix(sentence, before, head) else "none"
        joined = _joined(sentence, head)
        if before.under and joined:
            return "follows"
        if who and joined and who != speech.who and who in self._cast.outer and not subject.perfect:
            return "follows" if head.tense == before.tense else "nested"
        if who == speech.who and joined and head.tense == before.tense and not head.thought and not subject.perfect:
            return "follows"
        return "nested" if who and who != speech.who else "none"

    def _announce(self, sentence: Sentence) -> None:
        """A sentence after which somebody's words follow without a verb of saying: an account, a question, a colon."""
        tokens = sentence.tokens
        quote = self._announced_quote(sentence)
        who = ""
        low = False
        account = questions = False
        for verb, subject in sentence.clauses:
            tags = sentence.lexical(verb)
            plain = not tokens.tags[verb] & MODAL and not subject.passive
            if plain and tags & (COMMUNICATING | LEAD) and tokens.tags[verb] & (PAST | THIRD) and not subject.negative:
                who, low = sentence.resolve(subject, "past" if tokens.tags[verb] & PAST else "present")
                account = bool(tags & ACCOUNT) or (bool(tags & LEAD) and tokens.low[verb + 1 : verb + 2] == ["on"])
                questions = not account and bool(tags & ACT)
        if (quote or sentence.ends_in_colon) and (not who or bounds.has_source(sentence)):
            source = bounds.source(sentence)
            if source:
                who, low = source, False
        if not who:
            return
        speech = Speech(who, bounds.receiver(sentence, who) or self._cast.other(who), low=low, rule="speech.account")
        if quote:
            self._quote(sentence, quote, who, speech.to_whom, low)
            return
        if sentence.ends_in_colon:
            speech.awaits = True
            self._pending = speech
        elif account or questions:
            speech.questions = questions
            self._pending = speech

    def _remember(self, sentence: Sentence) -> None:
        """Who acted and who was named, for the pronouns of the next sentence."""
        for ref in sentence.people:
            self._cast.see(ref)
        if self._open is not None and self._open.parts and self._open.parts[-1][1] <= sentence.start:
            last = self._open.parts[-1]
            if last[0] == sentence.passage and last[1] <= sentence.start and not self._began_here(sentence):
                return
        tokens = sentence.tokens
        if sentence.clause is not None:
            verb, subject = sentence.clause
            who, low = sentence.resolve(subject)
            if who and not low:
                self._cast.last_subject = who
            elif self._open is not None:
                self._cast.last_subject = self._open.who
            if subject.kind == "pronoun" and subject.word == "i" and sentence.lexical(verb) & PARTNER:
                self._partner(sentence, verb)
            elif who and who != self._cast.author and sentence.lexical(verb) & PARTNER and verb + 1 < sentence.last:
                if tokens.low[verb + 1] in ("me", "us"):
                    self._cast.partner = who

    def _began_here(self, sentence: Sentence) -> bool:
        return self._open is not None and sentence.start < self._open.parts[0][1] < sentence.end

    def _meeting(self, sentence: Sentence) -> None:
        """Two people of whom the sentence says that they met: "in a conversation with Orlo, Vesk said"."""
        cast, tokens = self._cast, sentence.tokens
        if cast.interlocutors or cast.pair or len(sentence.people) < 2 or not sentence.heads:
            return
        for index in range(sentence.first + 2, min(sentence.heads[0].verb, sentence.last - 2)):
            if not tokens.tags[index] & MEETING or tokens.kinds[index + 2] != NAME or tokens.low[index + 1] != "with":
                continue
            if tokens.low[index - 1] in ("a", "the", "his", "her", "this", "our", "my"):
                partner = tokens.refs[index + 2]
                said_to = [ref for ref in dict.fromkeys(sentence.people[:2]) if ref != partner]
                if tokens.low[index - 1] in ("my", "our"):
                    said_to = [cast.author]
                if partner and len(said_to) == 1 and said_to[0]:
                    cast.pair = (said_to[0], partner)
            return

    def _spoke(self, who: str, to_whom: str) -> None:
        """The writer's partner is the one who speaks to him, and to whom he speaks."""
        author = self._cast.author
        if author and to_whom and who != to_whom and author in (who, to_whom):
            self._cast.partner = to_whom if who == author else who
            self._cast.outer.add(self._cast.partner)

    def _partner(self, sentence: Sentence, verb: int) -> None:
        tokens = sentence.tokens
        for index in range(verb + 1, min(sentence.last, verb + 8)):
            if tokens.kinds[index] == NAME and tokens.refs[index]:
                self._cast.partner = tokens.refs[index]
                return
            if tokens.low[index] in self._lexicon.kinds:
                first = index
                while first > verb + 1 and tokens.low[first] not in ("the", "my", "our"):
                    first -= 1
                ref, _low = self._cast.described(tokens.low[first : index + 1])
                if ref:
                    self._cast.partner = ref
                    self._cast.see(ref)
                    return

    def _close(self) -> None:
        if self._open is not None and self._open.parts:
            self._done.append(self._open)
        self._open = None
        self._inner_actor = ""


def _continues(sentence: Sentence, head: Head) -> bool:
    """Does the head share the subject of the one before it: "he understood and requested that"?"""
    return head.subject.kind == "shared"


def _joined(sentence: Sentence, head: Head) -> bool:
    """Does a clause of the first rank begin with the subject of this head: ", but Orlo replied that"?"""
    tokens = sentence.tokens
    index = head.subject.first - 1
    while index > sentence.first and tokens.tags[index] & ADVERB and tokens.low[index] not in ("and", "but"):
        index -= 1
    low = tokens.low[index]
    if low in (";", ","):
        return True
    return low in ("but", "while", "whereas", "and") and tokens.low[index - 1] in (",", ";", "—", "–", "--")


def _matrix(sentence: Sentence, before: Head, head: Head) -> bool:
    """Does "and added that" go on from the narrator's verb, and not from a verb of what was said?

    "had come and added that" may be either; a person of the speech who acts in the pluperfect keeps the verb.
    """
    tokens = sentence.tokens
    for index in range(head.verb - 1, before.complement.first - 1, -1):
        tags = tokens.tags[index]
        if tags & (AUXILIARY | PAST) and not tags & ADVERB:
            if tokens.low[index] in ("had", "has", "have"):
                subject = subjects.before(tokens, index, before.complement.first)
                return subject.kind == "pronoun" and subject.word in ("he", "she", "i")
            return True
    return True


def _nested(found: list[SaidFound]) -> list[SaidFound]:
    """Those speeches that lie within the one before or after it; one that overlaps is left out."""
    kept: list[SaidFound] = []
    stack: list[SaidFound] = []
    for said in found:
        while stack and (stack[-1].passage != said.passage or stack[-1].end <= said.start):
            stack.pop()
        if stack and said.end > stack[-1].end:
            continue
        if stack and (said.start, said.end) == (stack[-1].start, stack[-1].end):
            continue
        kept.append(said)
        stack.append(said)
    return kept


