"""The rules: tables in, tables out. No files, no clock, no Excel."""
