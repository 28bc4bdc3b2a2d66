"""Files: from any workbook to typed tables, and from tables to new workbooks. A user's workbook is never saved."""
