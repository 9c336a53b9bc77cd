"""A resolved schema as W3C XML Schema 1.0: the language of the RELAX NG, or a wider one where XSD can't say it."""

from diplomatica.odd.emit.xsd.emitter import emit

__all__ = ["emit"]
