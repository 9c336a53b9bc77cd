"""How speech goes on from sentence to sentence, who else speaks in it, and what begins it."""

from __future__ import annotations

from collections.abc import Callable

from diplomatica.encoding.speech import bounds, tails, texts
from diplomatica.encoding.speech.cast import Cast
from diplomatica.encoding.speech.heads import Head
from diplomatica.encoding.speech.lexicon import (
    ACCOUNT,
    ACT,
    ASK,
    COMMUNICATING,
    LEAD,
    MEET,
    MEETING,
    MODAL,
    PARTICIPLE,
    PARTNER,
    PAST,
    SAY,
    TELL,
    THIRD,
    Lexicon,
)
from diplomatica.encoding.speech.links import Speech, continues, joined, matrix
from diplomatica.encoding.speech.sentence import Sentence
from diplomatica.encoding.speech.tokens import NAME, QUOTE

_NEAR = 8
_DONE = PAST | PARTICIPLE


class Teller:
    """Hears the sentences of a document one after another and keeps what is said in them.

    `open` is the speech that goes on, `pending` one that was announced and has not begun, `done` those that ended.
    `quoting` says that the last passage ended within a quotation. `closes_later` tells whether a quotation that is
    open at the end of a passage goes on in the next.
    """

    def __init__(self, cast: Cast, lexicon: Lexicon, closes_later: Callable[[int], bool]) -> None:
        self.cast = cast
        self.open: Speech | None = None
        self.pending: Speech | None = None
        self.done: list[Speech] = []
        self.quoting = False
        self._before: Speech | None = None
        self._inner_actor = ""
        self._lexicon = lexicon
        self._closes_later = closes_later

    def hear(self, sentence: Sentence) -> None:
        """The next sentence of the document."""
        speaking = self.open or self.pending
        self._before = self.open
        if speaking is not None:
            if bounds.ends(sentence, speaking.who, self._inner_actor, self.open is None, speaking.verbatim):
                self.close()
                self.pending = None
            elif self.open is None:
                pending = self.pending
                if pending is not None and not pending.awaits and self._speaks_again(sentence, pending.who):
                    pending = None
                if pending is not None and (
                    not (pending.questions or pending.shifted)
                    or (pending.questions and sentence.is_question)
                    or (pending.shifted and self._shifted(sentence))
                ):
                    self.open = pending
                self.pending = None
        if self.open is not None and not self.open.direct:
            self._inside(sentence)
        else:
            self._outside(sentence)
        self._remember(sentence)

    def _speaks_again(self, sentence: Sentence, who: str) -> bool:
        """Does a sentence after an announced account say itself what was said: "He had heard, he said, that"?"""
        if any(head.source for head in sentence.heads[:1]):
            return True
        return any(
            head.subject.kind in ("name", "pronoun")
            and head.subject.first > sentence.first
            and sentence.tokens.low[head.subject.first - 1] == ","
            and sentence.resolve(head.subject) == (who, False)
            for head in sentence.heads[:1]
        )

    def _shifted(self, sentence: Sentence) -> bool:
        """Is the sentence in the tense of reported speech, and not an act of one of the outer people?"""
        if sentence.clause is None:
            return False
        verb, subject = sentence.clause
        if subject.kind in ("name", "pronoun", "many") and subject.word not in ("it", "there", "they", "this"):
            ref = sentence.resolve(subject)[0] if subject.kind != "many" else ""
            if subject.kind == "many" or (ref in self.cast.outer and sentence.lexical(verb) & COMMUNICATING):
                return False
            if subject.word in ("i", "we"):
                return False
        low = sentence.tokens.low[verb]
        return low in ("would", "could", "might") or (low == "had" and bool(sentence.lexical(verb) & _DONE))

    def _inside(self, sentence: Sentence) -> None:
        """A sentence that goes on with an open speech; others may speak in it."""
        speech = self.open
        if speech is None:
            return
        speech.announced |= speech.awaits
        speech.awaits = False
        end = sentence.end
        quote = self._announced_quote(sentence) if sentence.tokens.quotations else None
        if quote:
            end = len(sentence.tokens.text[: quote[0]].rstrip())
        speech.extend(sentence.passage, sentence.start, end)
        inner: list[tuple[Head, Speech]] = []
        others = bool(sentence.people or self._inner_actor)
        for head in sentence.heads if others else ():
            who = self._inner_speaker(sentence, head, speech.who)
            if inner and continues(head):
                inner[-1][1].extend(sentence.passage, inner[-1][0].start, head.cut)
                who = who or inner[-1][1].who
            if who:
                added = Speech(who, self._hearer(sentence, head, who), head.end >= 0, rule="speech.nested")
                added.extend(sentence.passage, head.start, head.end if head.end >= 0 else end)
                if added.parts:
                    if inner and inner[-1][1].parts[-1][2] > head.start and not continues(head):
                        continue
                    inner.append((head, added))
        self.done.extend(item[1] for item in inner)
        if quote:
            self.close()
            self._quote(sentence, quote, speech.who, speech.to_whom, speech.low)
        actor = ""
        for verb, subject in sentence.clauses if others else ():
            if sentence.lexical(verb) & COMMUNICATING:
                if subject.kind == "name" and subject.ref and subject.ref != speech.who:
                    actor = subject.ref
                elif subject.kind == "pronoun" and subject.word in ("he", "she") and self._inner_actor:
                    actor = self._inner_actor
                elif subject.kind == "pronoun" and sentence.people:
                    named = [ref for ref in sentence.people if ref != speech.who and ref not in self.cast.outer]
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
                if ref not in self.cast.outer:
                    return ref
            return self._inner_actor
        if subject.kind == "shared":
            who = sentence.shared(subject.first, "past")[0]
            return who if who not in self.cast.outer else ""
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
                self.done.append(current[1])
                current = None
            if not who or not self._reports(sentence, head, who):
                continue
            speech = Speech(who, self._hearer(sentence, head, who), low=low)
            speech.verbatim = head.complement.kind in ("colon", "open")
            self._spoke(who, sentence.addressee(head))
            if head.complement.kind == "open":
                speech.awaits = True
                self.pending = speech
                return
            if head.complement.kind == "inserted":
                early = Speech(who, speech.to_whom, low=low)
                early.extend(sentence.passage, sentence.start, head.cut)
                self.done.append(early)
                if head.start <= head.cut:
                    return
            if head.end >= 0:
                self._quote(sentence, (head.start, head.end), who, speech.to_whom, low)
                if head.before:
                    self._second_half(sentence, head, speech)
                    if self._before is not None and self._before.who == who and not self._before.direct:
                        # what he said goes on after a sentence of it in his own words
                        self.pending = speech
                        speech.rule = "speech.resumed"
                continue
            current = (head, speech)
        if current is not None:
            self._begin(sentence, *current)
            return
        if self.open is None and self.pending is None:
            self._announce(sentence)

    def _begin(self, sentence: Sentence, head: Head, speech: Speech) -> None:
        """A speech starts and goes on to the end of the sentence, or to where the writer speaks again."""
        end, cut = tails.tail(sentence, head)
        quote = self._announced_quote(sentence, head.start)
        if quote and quote[0] < end:
            end = len(sentence.tokens.text[: quote[0]].rstrip())
        speech.extend(sentence.passage, head.start, end)
        if not speech.parts:
            return
        if quote:
            self.done.append(speech)
            self._quote(sentence, quote, speech.who, speech.to_whom, speech.low)
        elif cut or head.subject.kind == "body":
            self.done.append(speech)
        else:
            self.open = speech
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
        """A sentence that is only a quotation goes on with the one before it: “In May,” he said. “It was warm.”"""
        alone = sentence.last - sentence.first == 1 and sentence.tokens.kinds[sentence.first] == QUOTE
        last = self.done[-1] if alone and self.done else None
        if last is None or not last.direct or last.parts[-1][0] != sentence.passage or sentence.opens:
            return False
        if any(char == "." for char in sentence.tokens.text[last.parts[-1][2] : sentence.start - 2]):
            return False
        first = sentence.first
        self._quote(
            sentence, (sentence.tokens.starts[first], sentence.tokens.ends[first]), last.who, last.to_whom, last.low
        )
        return True

    def _second_half(self, sentence: Sentence, head: Head, speech: Speech) -> None:
        """The quotation goes on after the verb: “We,” said Orlo, “agree.”"""
        tokens = sentence.tokens
        for index in range(head.verb + 1, min(sentence.last, head.verb + _NEAR)):
            if tokens.kinds[index] == QUOTE:
                if tokens.low[index - 1] == ",":
                    span = tokens.starts[index], tokens.ends[index]
                    self._quote(sentence, span, speech.who, speech.to_whom, speech.low)
                return

    def _quote(self, sentence: Sentence, span: tuple[int, int], who: str, to_whom: str, low: bool) -> None:
        speech = Speech(who, to_whom, True, low, "speech.quotation")
        speech.extend(sentence.passage, *span)
        quotation = next((found for found in sentence.tokens.quotations if found.start == span[0]), None)
        if quotation is not None and not quotation.closed and self._closes_later(sentence.passage):
            self.close()
            self.open = speech
            self.quoting = True
        else:
            self.done.append(speech)

    def _nest(self, sentence: Sentence, head: Head, who: str, low: bool) -> None:
        if not who or low or head.thought or head.complement.kind == "open":
            return
        if head.subject.kind not in ("name", "shared") and head.tense != "gerund":
            return
        speech = Speech(who, self._hearer(sentence, head, who), head.end >= 0, rule="speech.nested")
        speech.extend(sentence.passage, head.start, head.end if head.end >= 0 else sentence.end)
        self.done.append(speech)

    def _hearer(self, sentence: Sentence, head: Head, who: str) -> str:
        """Who is spoken to: the one named, else the other of two."""
        named = sentence.addressee(head)
        return named if named and named != who else self.cast.other(who)

    def _reports(self, sentence: Sentence, head: Head, who: str) -> bool:
        """Is it a report of what was said, and not the writer's own statement ("I believe that")?"""
        if who == self.cast.author and head.subject.kind in ("pronoun", "shared", "opening"):
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
            return "follows" if matrix(sentence, before, head) else "none"
        apart = joined(sentence, head)
        if before.under and apart:
            return "follows"
        if who and apart and who != speech.who and who in self.cast.outer and not subject.perfect:
            return "follows" if head.tense == before.tense else "nested"
        if who == speech.who and apart and head.tense == before.tense and not head.thought and not subject.perfect:
            return "follows"
        return "nested" if who and who != speech.who else "none"

    def _announce(self, sentence: Sentence) -> None:
        """A sentence after which somebody's words follow without a verb of saying: an account, a question, a colon."""
        tokens = sentence.tokens
        quote = self._announced_quote(sentence)
        who = ""
        low = False
        account = questions = asked = False
        for verb, subject in sentence.clauses:
            tags = sentence.lexical(verb)
            plain = not tokens.tags[verb] & MODAL and not subject.passive
            if plain and tags & (COMMUNICATING | LEAD) and tokens.tags[verb] & (PAST | THIRD) and not subject.negative:
                who, low = sentence.resolve(subject, "past" if tokens.tags[verb] & PAST else "present")
                account = bool(tags & ACCOUNT and tokens.low[verb] not in ("has", "have")) or (
                    bool(tags & LEAD) and tokens.low[verb + 1 : verb + 2] == ["on"]
                )
                questions = not account and bool(tags & ACT)
                asked = bool(tags & (SAY | TELL | ASK))
        if (quote or sentence.ends_in_colon) and (not who or texts.has_source(sentence)):
            source = texts.source(sentence)
            if source:
                who, low = source, False
        if not who:
            return
        speech = Speech(who, texts.receiver(sentence, who) or self.cast.other(who), low=low, rule="speech.account")
        if quote:
            self._quote(sentence, quote, who, speech.to_whom, low)
            return
        if sentence.ends_in_colon or sentence.announces_following:
            speech.awaits = True
            self.pending = speech
        elif account or questions or asked:
            speech.questions = questions and not account
            speech.shifted = asked and not account
            self.pending = speech

    def _remember(self, sentence: Sentence) -> None:
        """Who acted and who was named, for the pronouns of the next sentence."""
        for ref in sentence.people:
            self.cast.see(ref)
        if self.open is not None and self.open.parts:
            last = self.open.parts[-1]
            if last[1] <= sentence.start and last[0] == sentence.passage and not self._began_here(sentence):
                return
        tokens = sentence.tokens
        if sentence.clause is not None:
            verb, subject = sentence.clause
            who, low = sentence.resolve(subject)
            if who and not low:
                self.cast.last_subject = who
            elif self.open is not None:
                self.cast.last_subject = self.open.who
            if subject.kind == "pronoun" and subject.word == "i" and sentence.lexical(verb) & PARTNER:
                self._partner(sentence, verb)
            elif (
                who
                and who != self.cast.author
                and sentence.lexical(verb) & (PARTNER | MEET)
                and any(low in ("me", "us") for low in tokens.low[verb + 1 : min(verb + _NEAR, sentence.last)])
            ):
                self._meets(who)

    def _began_here(self, sentence: Sentence) -> bool:
        return self.open is not None and sentence.start < self.open.parts[0][1] < sentence.end

    def _meeting(self, sentence: Sentence) -> None:
        """Two people of whom the sentence says that they met: "in a conversation with Orlo, Vesk said"."""
        cast, tokens = self.cast, sentence.tokens
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
        author = self.cast.author
        if author and to_whom and who != to_whom and author in (who, to_whom):
            self._meets(to_whom if who == author else who)

    def _meets(self, ref: str) -> None:
        """Somebody speaks with the writer."""
        self.cast.partner = ref
        self.cast.outer.add(ref)

    def _partner(self, sentence: Sentence, verb: int) -> None:
        tokens = sentence.tokens
        for index in range(verb + 1, min(sentence.last, verb + 8)):
            if tokens.kinds[index] == NAME and tokens.refs[index]:
                self._meets(tokens.refs[index])
                return
            if tokens.low[index] in self._lexicon.kinds:
                first = index
                while first > verb + 1 and tokens.low[first] not in ("the", "my", "our"):
                    first -= 1
                ref, _low = self.cast.described(tokens.low[first : index + 1])
                if ref:
                    self._meets(ref)
                    self.cast.see(ref)
                    return

    def close(self) -> None:
        """The open speech ends."""
        if self.open is not None and self.open.parts:
            self.done.append(self.open)
        self.open = None
        self._inner_actor = ""
