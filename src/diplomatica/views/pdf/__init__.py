"""Documents and whole collections as PDF: tagged (PDF/UA-1), for archives (PDF/A-3a), the TEI file attached.

ISO 14289-1 (PDF/UA-1), ISO 19005-3 (PDF/A-3). Typst sets the pages; `xslt/typst/` makes its input of the views, and
`data/edition.typ` says how everything looks.
"""
