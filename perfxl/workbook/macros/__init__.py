"""The macros of a cycle workbook: its VBA project, the settings that xlwings reads, and the stamp of what made them."""
