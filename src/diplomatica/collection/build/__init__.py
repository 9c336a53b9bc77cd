"""From sources to edition, step by step, each step for what changed since the last time."""
