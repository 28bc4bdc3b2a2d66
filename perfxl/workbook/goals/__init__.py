"""The cascade of goals as a workbook."""
