"""The commands of `diplomatica`: each module does the work of one, and says what went wrong by an exit code."""
