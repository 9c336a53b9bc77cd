"""Corrections: what an editor knows better than the rules, kept in a file beside the source.

    before  report.txt                        after  report.txt, report.corrections.toml:
                                                     [[name]]
                                                     text = "Long Meadow"
                                                     kind = "place"

A correction is matched by the wording of the source, never by a position, so that it holds when the document is
encoded again, by a later version too. `load` reads a file, `Corrector` applies it between the stages of the encoding;
a correction that finds nothing to correct is reported (COR01). The keys are described in
`schema/corrections.schema.json`.
"""

from diplomatica.encoding.corrections.corrector import Corrector
from diplomatica.encoding.corrections.load import load, parse
from diplomatica.encoding.corrections.model import Corrections

__all__ = ["Corrections", "Corrector", "load", "parse"]
