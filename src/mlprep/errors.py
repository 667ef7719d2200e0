"""What can go wrong, in the user's words, with the exit code each ends in.

MlprepError
├── UserError       1  a value that cannot be meant: unknown role, interview in the past
├── UsageError      2  something missing from, or wrong with, the command line
├── DataFaultError  3  a file that cannot be read or trusted: own YAML, the database
└── NoPlanError     4  nothing can be planned with this input
"""

from __future__ import annotations


class MlprepError(Exception):
    """A problem to be told to the user: `message` says what, `hint` what to do next."""

    exit_code = 1
    code = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UserError(MlprepError):
    """A value that cannot be meant."""

    code = "user"


class UsageError(MlprepError):
    """Something missing from, or wrong with, the command line."""

    exit_code = 2
    code = "usage"


class DataFaultError(MlprepError):
    """A file that cannot be read or trusted."""

    exit_code = 3
    code = "data"


class NoPlanError(MlprepError):
    """Nothing can be planned with this input."""

    exit_code = 4
    code = "no-plan"
