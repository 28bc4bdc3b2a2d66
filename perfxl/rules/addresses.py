"""Addresses for electronic mail: what may stand behind To:, and nothing else."""

import re
import unicodedata

_MOST = 254  # characters that mail servers take
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})+")


def usable_address(written: str) -> str:
    """The one address that `written` holds (full width and outer blanks do not matter); '' if it is none or several.

    Plain addresses only (RFC 5321 without quotes): whatever could begin another header line or another recipient is no
    address.
    """
    typed = unicodedata.normalize("NFKC", written).strip()
    return typed if len(typed) <= _MOST and _ADDRESS.fullmatch(typed) else ""
