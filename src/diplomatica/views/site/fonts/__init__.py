"""How the fonts of the edition were made (`make.py`), and how they become what Typst reads (`unpack.py`)."""
