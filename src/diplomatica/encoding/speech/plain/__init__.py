"""Speech in a language of which a data file tells the words: `data/speech/verbs.LANG.toml`.

before  Посол сообщил, что дорога открыта. Он добавил, что её чинят.
after   Посол сообщил, что <said>дорога открыта.</said> Он добавил, что <said>её чинят.</said>

Simpler than the reading of English: a subject, a verb of saying, and a clause, a question or a quotation after it.
"""

from __future__ import annotations

from diplomatica.encoding.speech.plain.language import Language, of
from diplomatica.encoding.speech.plain.reader import read

__all__ = ["Language", "of", "read"]
