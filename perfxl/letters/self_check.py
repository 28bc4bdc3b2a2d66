"""Is a letter the same with and without the groups that reuse answers?

Letters of the batch are made in two fresh processes: one that reuses, each letter twice and with others between, and one
that does not. If any byte differs, each group is left out in turn; the first one without which all bytes agree stays
out, else none is used. The verdict is kept: it holds for this installation, design and font.
"""

import hashlib
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import uharfbuzz
from weasyprint import __version__ as weasyprint_version
from weasyprint.text.ffi import pango

from perfxl import __version__
from perfxl.letters.errands import Errand, ErrandFailed
from perfxl.letters.press import Materials, Press, Task
from perfxl.letters.quick import verdicts
from perfxl.letters.quick.switch import standing, without

_SAMPLES = 2  # letters: one of the first, one of the last
_ALL = "*"  # as a name in a verdict: no group may reuse answers
_LONGEST = 60.0  # seconds for all samples; a check takes two or three

Prepare = Callable[[], None]


@dataclass(frozen=True)
class Verdict:
    """left_out: groups that may not be used; None: none of those that reuse answers may."""

    left_out: frozenset[str] | None

    @property
    def is_clean(self) -> bool:
        """Whether all groups passed."""
        return self.left_out == frozenset()


def known_verdict(look: str) -> Verdict | None:
    """The verdict for letters of this look (design, fonts, pictures), if a check was made."""
    left_out = verdicts.verdict_of(_key(look))
    return None if left_out is None else _verdict(left_out)


def checked(materials: Materials, tasks: Sequence[Task], *, look: str, prepare: Prepare | None = None) -> Verdict:
    """Check with letters of `tasks`, and keep the verdict.

    prepare: runs first in the processes that reuse; tests break something with it.
    """
    samples = _spread(tasks)
    try:
        left_out = _compared(materials, samples, prepare or _nothing)
    except ErrandFailed:
        return Verdict(None)  # not kept: the machine may have been busy, or a template runs away
    verdicts.keep_verdict(_key(look), sorted(left_out))
    return _verdict(left_out)


def _compared(materials: Materials, samples: Sequence[Task], prepare: Prepare) -> frozenset[str]:
    plain, all_groups = replace(materials, left_out=None), replace(materials, left_out=frozenset())
    with (
        Errand(_letters, plain, samples, _nothing) as one,
        Errand(_letters, all_groups, [*samples, *samples], prepare) as other,
    ):
        expected, reusing = one.result(seconds=_LONGEST), other.result(seconds=_LONGEST)
    if reusing == expected * 2:
        return frozenset()
    with Errand(_first_that_agrees, materials, samples, expected, prepare) as search:
        found: frozenset[str] = search.result(seconds=10 * _LONGEST)
    return found


def _letters(materials: Materials, tasks: Sequence[Task], prepare: Prepare) -> list[bytes]:
    """The letters' bytes; for one that cannot be made, what goes wrong. Runs in a fresh process."""
    prepare()
    made = []
    with Press(materials) as press:
        for task in tasks:
            try:
                made.append(press.pdf(task))
            except BaseException as error:
                made.append(repr(error).encode())
        if press.gave_up:
            made.append(b"gave up")
    return made


def _first_that_agrees(
    materials: Materials, tasks: Sequence[Task], expected: list[bytes], prepare: Prepare
) -> frozenset[str]:
    """The group without which all bytes agree, with those that need it; all, if there is none. Runs in a fresh process."""
    prepare()
    names = [group.name for group in standing().reusing]
    for name in reversed(names):
        left_out = frozenset(names) - {group.name for group in without({name})}
        if _letters(replace(materials, left_out=left_out), [*tasks, *tasks], _nothing) == expected * 2:
            return left_out
    return frozenset({_ALL})


def _nothing() -> None:
    """Prepare nothing."""


def _verdict(left_out: frozenset[str]) -> Verdict:
    return Verdict(None if _ALL in left_out else left_out)


def _spread(tasks: Sequence[Task]) -> list[Task]:
    """Some tasks from all over the batch."""
    step = max(1, (len(tasks) - 1) // (_SAMPLES - 1))
    return list(tasks[::step])[:_SAMPLES]


def groups_left_out_here() -> frozenset[str]:
    """Names of the groups that any kept check of this installation left out, whatever the letters' look; `doctor` tells."""
    left_out = verdicts.left_out_by(_installation())
    return frozenset(group.name for group in standing().reusing) if _ALL in left_out else left_out


def _key(look: str) -> str:
    """What a verdict holds for: this installation and this look."""
    return f"{_installation()}-{hashlib.sha256(look.encode()).hexdigest()}"


@cache
def _installation() -> str:
    """What tells this installation from others: the sources of the engine, and the libraries that it rests on."""
    own = sorted(Path(__file__).parent.glob("*.py")) + sorted((Path(__file__).parent / "quick").glob("*.py"))
    sources = hashlib.sha256(b"".join(path.read_bytes() for path in own)).hexdigest()
    libraries = (weasyprint_version, pango.pango_version(), uharfbuzz.version_string(), platform.python_version())
    parts = (__version__, sources, libraries, sorted(standing().off))
    return hashlib.sha256(repr(parts).encode()).hexdigest()
