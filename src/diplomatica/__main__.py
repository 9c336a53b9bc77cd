"""`python -m diplomatica`."""

from diplomatica.cli import main

main()
