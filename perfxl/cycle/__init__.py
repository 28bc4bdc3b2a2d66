"""What a cycle is: sheets, columns, settings, tables."""
