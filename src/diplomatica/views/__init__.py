"""TEI to what people read: a reading and a diplomatic view, a static edition, PDF."""
