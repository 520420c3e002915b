"""`python -m yupay` is the command line."""

from yupay.cli import main

main()
