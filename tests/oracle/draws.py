"""Random texts as a person types them: decimals with at most four places, weights, dates."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

CENT = Decimal("0.01")


class Draw(Random):
    """A seeded source of everything random in a cycle."""

    def chance(self, share: float) -> bool:
        """True in about `share` of the calls."""
        return self.random() < share

    def decimal(self, low: int, high: int, places: int | None = None) -> Decimal:
        """A number in low..high with at most `places` decimals (random if None; never over four)."""
        kept = self.choice((0, 0, 0, 1, 2, 2, 4)) if places is None else places
        return Decimal(self.randint(low * 10**kept, high * 10**kept)).scaleb(-kept)

    def weights(self, count: int) -> list[Decimal]:
        """`count` weights of at least 5 that add up to exactly 100."""
        if count == 3 and self.chance(0.3):
            return [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
        unit = self.choice((Decimal(5), Decimal(1), Decimal("0.5"), CENT))
        spare = int(Decimal(100 - 5 * count) / unit)
        cuts = sorted(self.randint(0, spare) for _ in range(count - 1))
        return [5 + (high - low) * unit for low, high in zip([0, *cuts], [*cuts, spare], strict=True)]

    def wrong_weights(self, count: int) -> list[Decimal]:
        """`count` weights that do not add up to 100, by a cent at least: 33.33 three times."""
        if count == 3:
            return [Decimal("33.33")] * 3
        first, *others = self.weights(count)
        return [first - self.choice((CENT, Decimal(1), Decimal("2.5"))), *others]

    def day(self, first: date, last: date) -> date:
        """A day in first..last, both included."""
        return first + timedelta(days=self.randint(0, (last - first).days))

    def some(self, pool: Sequence[str], count: int) -> list[str]:
        """At most `count` different ones of `pool`."""
        return self.sample(list(pool), min(count, len(pool)))


def typed(number: Decimal, *, percent: bool = False) -> str:
    """`number` without exponent or trailing zeros, with a percent sign on request."""
    whole = number == number.to_integral_value()
    text = str(int(number)) if whole else format(number.normalize(), "f")
    return text + "%" if percent else text


def weight_text(weight: Decimal, style: str) -> str:
    """A weight in the style of its column: plain (33.33), percent (33.33%) or fraction (0.3333)."""
    return typed(weight / 100 if style == "fraction" else weight, percent=style == "percent")
