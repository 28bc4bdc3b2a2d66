"""From grids to a typed cycle: sheets, headers and cells as people write them."""
