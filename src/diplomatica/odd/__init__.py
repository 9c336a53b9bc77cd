"""The ODD compiler: an ODD as written, resolved against TEI P5 to one schema, and that schema in other languages."""
