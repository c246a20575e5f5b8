"""Errors that are a message to a person, not a report about our code."""


class UserError(Exception):
    """Something that the user can put right.

    The message says what is off, where it is, and what to do. The command line prints it
    without a traceback and ends with `exit_code`.
    """

    exit_code = 2
