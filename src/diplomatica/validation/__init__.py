"""A document against a schema: grammar, references, and XML itself; what is wrong is told in words that help."""
