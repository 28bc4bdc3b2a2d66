"""A new workbook from tables and pages: formats, links, charts, and long tables fast."""
