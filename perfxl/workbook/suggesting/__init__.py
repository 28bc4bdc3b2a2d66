"""Proposals for mappings: what a foreign sheet or form probably means, for a person to confirm."""
