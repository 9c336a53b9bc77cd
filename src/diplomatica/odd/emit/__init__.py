"""A resolved schema in other languages: one module a language; `relaxng` and `schematron` give values, not text."""
