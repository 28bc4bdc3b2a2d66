"""The workbooks that people fill in: the cycle workbook, one per department, one per rater."""
