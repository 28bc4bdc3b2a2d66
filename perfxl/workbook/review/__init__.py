"""The review workbook, one sheet a file."""
