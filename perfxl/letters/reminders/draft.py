"""A reminder as a draft that a mail program opens for sending (.eml). The same note gives the same bytes.

The address in Message-ID is the digest of the rest, so that a draft that somebody changed is known from the file alone.
"""

import hashlib
import re
from datetime import UTC, date, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum

from perfxl.letters.reminders.bodies import html_body, plain_body
from perfxl.letters.reminders.note import Note

_MESSAGE_ID = re.compile(rb"^Message-ID: <([0-9a-f]{32})@reminder\.perfxl\.invalid>\r?\n", re.MULTILINE | re.IGNORECASE)
_SPECIAL = re.compile(r"[()<>\[\]:;@\\,.\"=?]")  # they mean something in an address header


def draft(note: Note, *, as_of: date) -> bytes:
    """The message: to the note's address if there is one, dated on `as_of`, plain and HTML, marked as not sent yet."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = note.subject
    if note.address:
        user, _, host = note.address.rpartition("@")
        message["To"] = Address(display_name=_shown_name(note.name), username=user, domain=host)
    message["Date"] = format_datetime(datetime.combine(as_of, time(), tzinfo=UTC))
    message["X-Unsent"] = "1"  # Outlook then opens it for editing
    message.set_content(plain_body(note), cte="base64")
    message.add_alternative(html_body(note), subtype="html", cte="base64")
    message.set_boundary(f"perfxl-{hashlib.blake2b(html_body(note).encode(), digest_size=16).hexdigest()}")
    written = message.as_bytes()
    return b"Message-ID: <%s@reminder.perfxl.invalid>\r\n" % _digest(written) + written


class Draft(StrEnum):
    """What a message in the folder of drafts is."""

    UNTOUCHED = "untouched"  # perfxl's, as it was written
    CHANGED = "changed"  # perfxl's, and somebody worked on it
    FOREIGN = "foreign"


def kind_of(content: bytes) -> Draft:
    """What the message `content` is."""
    found = _MESSAGE_ID.search(content)
    if found is None:
        return Draft.FOREIGN
    untouched = found.start() == 0 and found[1] == _digest(content[found.end() :])
    return Draft.UNTOUCHED if untouched else Draft.CHANGED


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).hexdigest().encode()


def _shown_name(name: str) -> str:
    """The name beside the address, without what an address header would take for something else."""
    return " ".join(_SPECIAL.sub(" ", name).split())
