"""Workbooks about more than one cycle: reorganisations, the year, targets, and what is due when."""
