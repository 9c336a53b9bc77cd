"""How a document is cited: `manuscript.csl` says how citations look, `processor.py` has citeproc-py write them."""
