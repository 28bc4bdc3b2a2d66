"""What Windows and macOS say about themselves: settings, marks and files that Excel and xlwings need. Read, never changed."""
