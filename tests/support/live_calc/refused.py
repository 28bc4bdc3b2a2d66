"""What Excel says when it does not do what it is asked; on Windows this arrives as a pywintypes.com_error."""


class Refused(Exception):
    """Excel's error 1004. The engine leaves everything as it was."""
