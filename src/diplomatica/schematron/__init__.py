"""ISO Schematron (ISO/IEC 19757-3:2016 and 2020): a schema is read, made XSLT 3.0, and run by SaxonC.

text ─ reader ─ Schema ─ resolve ─ Schema without abstract parts ─ transpile ─ XSLT ─ engine ─ findings ─ svrl
"""
