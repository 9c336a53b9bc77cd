"""Running the stages over a collection: what is encoded where, in parallel, and what came of it."""
