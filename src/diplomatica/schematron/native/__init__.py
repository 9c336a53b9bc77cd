"""Rules evaluated without Saxon, wherever their XPath is of a kind that can be, with exactly Saxon's results.

    a document's bytes ─ tree ─ Document
    an expression ─ syntax ─ tuples ─ compiling ─ closures
    both ─ rules ─ events of a pattern

Most rules are short: a path, a comparison, a name. Starting Saxon, compiling a stylesheet and building its tree takes
longer than all of them. What this part does not know for sure, it does not guess: it raises `NotNative`, and the
pattern goes to Saxon for that document. Sources: XPath 3.1 and XPath Functions 3.1.
"""
