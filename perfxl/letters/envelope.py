"""Encryption of finished letters: AES-256, opened by the person's passphrase alone."""

import io
import secrets
from pathlib import Path

_OWNER = 32  # characters of a password that nobody is told


def locked(pdf: bytes, passphrase: str) -> bytes:
    """`pdf` encrypted. Its bytes differ from run to run: the keys are random."""
    import pikepdf  # noqa: PLC0415  (only where letters are encrypted)

    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            written,
            encryption=pikepdf.Encryption(user=passphrase, owner=secrets.token_urlsafe(_OWNER), R=6),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return written.getvalue()


def is_locked_with(pdf: bytes, passphrase: str) -> bool:
    """Whether `pdf` opens with this passphrase, and not without one."""
    import pikepdf  # noqa: PLC0415

    try:
        pikepdf.open(io.BytesIO(pdf)).close()
    except pikepdf.PasswordError:
        try:
            with pikepdf.open(io.BytesIO(pdf), password=passphrase) as document:
                return bool(document.encryption.R == 6 and len(document.pages))
        except pikepdf.PasswordError:
            return False
    return False


def opened(path: Path, passphrase: str = "") -> bytes:
    """The letter of a file without its encryption."""
    content = path.read_bytes()
    if not passphrase:
        return content
    import pikepdf  # noqa: PLC0415

    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content), password=passphrase) as document:
        document.save(written)
    return written.getvalue()
