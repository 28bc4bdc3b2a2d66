"""What is said about the engine: which quick groups were used, which not and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perfxl.language import Text
from perfxl.letters.quick import catalogue
from perfxl.letters.quick.switch import standing
from perfxl.letters.self_check import Verdict, groups_left_out_here

_DIFFERED = Text("自检时做出的信不同", "letters made with it differed in the self-check")
_ALL_OFF = Text("自检未通过", "the self-check failed")


@dataclass(frozen=True)
class EngineReport:
    """off: groups that were not used, and why. reused: whether answers were reused at all; a few letters are not worth
    the check. gave_up: an error made an engine go on without them.
    """

    off: Mapping[str, Text] = field(default_factory=dict)
    reused: bool = False
    gave_up: bool = False

    def to_json(self, language: str) -> dict[str, Any]:
        """As it stands in the report of the letters."""
        return {
            "reused": self.reused,
            "groups_off": {name: why(language) for name, why in self.off.items()},
            "gave_up": self.gave_up,
        }

    def line(self) -> Text:
        """One line for people; empty where there is nothing to say."""
        if self.gave_up:
            return Text(
                "制信引擎中途出错，已改用普通方式：信照常完整，只是慢一些。请运行 perfxl doctor。",
                "The letters' engine met an error and went on in the plain way: the letters are whole, it only took "
                "longer. Run perfxl doctor.",
            )
        if self.off:
            return Text(
                f"制信引擎较慢：{_listed(self.off, 'zh')}。信不受影响。",
                f"The letters' engine was slower: {_listed(self.off, 'en')}. The letters are not affected.",
            )
        return Text("", "")


def engine_report(verdict: Verdict | None, *, gave_up: bool = False) -> EngineReport:
    """What a run used. verdict: None if no letters were made, or too few for a check."""
    off = dict(standing().off)
    if verdict is not None and verdict.left_out is None:
        off |= {group.name: _ALL_OFF for group in standing().reusing}
    elif verdict is not None and verdict.left_out is not None:
        off |= dict.fromkeys(sorted(verdict.left_out), _DIFFERED)
    reused = verdict is not None and verdict.left_out is not None and bool(standing().reusing)
    return EngineReport(off, reused and not gave_up, gave_up)


def engine_standing() -> tuple[Text, bool]:
    """One line for `perfxl doctor`: how many groups are used here, why not the others, and whether that is all.

    A group is out where its sources are not the known ones, or where a self-check found letters that differed.
    """
    of = len(catalogue.LEAN) + len(catalogue.REUSING)
    off = dict(standing().off) | dict.fromkeys(sorted(groups_left_out_here()), _DIFFERED)
    on = of - len(off)
    if not off:
        return Text(f"{on}/{of} 组加速", f"{on} of {of} quick groups"), True
    return Text(f"{on}/{of} 组加速；{_listed(off, 'zh')}", f"{on} of {of} quick groups; {_listed(off, 'en')}"), False


def _listed(off: Mapping[str, Text], language: str) -> str:
    """The reasons, each once, with the groups that have it."""
    by_reason: dict[str, list[str]] = {}
    for name, why in off.items():
        by_reason.setdefault(why(language), []).append(name)
    colon, comma = ("：", "；") if language == "zh" else (": ", "; ")
    return comma.join(f"{', '.join(names)}{colon}{why}" for why, names in by_reason.items())
