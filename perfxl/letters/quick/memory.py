"""Where answers are remembered: bounded, and only what comes more than once."""

from collections.abc import Callable, Hashable
from typing import Any

_SHORT = 8


class Memo(dict[Any, Any]):
    """Answers by everything they depend on; `memo[key]` is None for one that is not known.

    Holds the `most` answers asked for last, and up to as many older ones. A key is worth keeping from its second time on
    (`is_wanted`): a comment that one person has never comes again, and must not crowd out what all letters say. Answers
    about a few characters (`is_short`), such as a number, are small, and come again.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._older: dict[Any, Any] = {}
        self._seen: set[int] = set()

    def __missing__(self, key: Hashable) -> Any:
        answer = self._older.pop(key, None)
        if answer is not None:
            self.keep(key, answer)
        return answer

    def is_wanted(self, key: Hashable) -> bool:
        """Whether this key was asked for before; ask once for each unknown key."""
        mark = hash(key)
        if mark in self._seen:
            return True
        if len(self._seen) >= 8 * self._most:
            self._seen.clear()
        self._seen.add(mark)
        return False

    def keep(self, key: Hashable, answer: Any) -> None:
        """Remember `answer`, which is not None."""
        if len(self) >= self._most:
            self._older = dict(self)
            super().clear()
        self[key] = answer

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self._older.clear()
        self._seen.clear()


def is_short(text: str) -> bool:
    """Whether an answer about `text` is worth keeping from the first time on."""
    return len(text) <= _SHORT


class Memory:
    """All that the groups of one engine remember."""

    def __init__(self) -> None:
        # Properties that a rule sets for anything in the document at hand; None: it could be any.
        self.declared: set[str] | None = None
        self._memos: list[Memo] = []
        self._forgetters: list[Callable[[], None]] = []
        self._after_letter: list[Callable[[], None]] = []

    def memo(self, most: int) -> Memo:
        """A new memo of this memory."""
        memo = Memo(most)
        self._memos.append(memo)
        return memo

    def may_declare(self, name: str) -> bool:
        """Whether a rule may set this property for anything in the document at hand."""
        return self.declared is None or name in self.declared

    def on_forget(self, forget: Callable[[], None]) -> None:
        """Call `forget` when everything is to be forgotten."""
        self._forgetters.append(forget)

    def after_each_letter(self, tidy: Callable[[], None]) -> None:
        """Call `tidy` after every letter."""
        self._after_letter.append(tidy)

    def end_letter(self) -> None:
        """A letter is made; what it alone needed can go."""
        for tidy in self._after_letter:
            tidy()

    def forget(self) -> None:
        """Forget everything, as after a letter that WeasyPrint warned about: remembered answers do not warn again."""
        for memo in self._memos:
            memo.clear()
        for forget in self._forgetters:
            forget()
