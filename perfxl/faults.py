"""The few things that stop a run. What a person can mend in a sheet is a finding, not a fault."""

from perfxl.language import Text


class Fault(Exception):
    """Stops the run with one line: what, where, what to do (exit code 3)."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.zh)
        self.message = message

    def __reduce__(self) -> tuple[type["Fault"], tuple[Text]]:
        """A fault may come from another process."""
        return type(self), (self.message,)


class WrongCommand(Fault):
    """The command line asks for something that does not exist (exit code 2)."""


class Held(Fault):
    """Another perfxl run holds the lock (exit code 4)."""
