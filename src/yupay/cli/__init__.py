"""The command line: `yupay new`, `check`, `run`, `explain`."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code: 0 done, 1 done but strict, 2 nothing done and the user can mend it."""
    from yupay.cli.app import run_command

    sys.exit(run_command(list(sys.argv[1:] if arguments is None else arguments)))
