"""What is wrong, where, and what to do: the findings of all checks, as plain values."""
