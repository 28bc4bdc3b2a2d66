"""The results workbook, one sheet a file."""
