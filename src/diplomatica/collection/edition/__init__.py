"""An edition from TEI files: views of all documents, then their pages, the lists, the search, the PDFs.

Pages name the documents before and after, which are known when all documents were read: so the views wait on disk, and
memory does not grow with their number. Where they are kept for the next run, only what changed is made again. Bytes
that are there already are not written; what an earlier run wrote and this one does not is removed.
"""
