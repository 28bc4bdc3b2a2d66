"""A second opinion on every score: exact fractions, written from the published rules, importing nothing of perfxl."""
