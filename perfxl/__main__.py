"""`python -m perfxl` is the same as `perfxl`."""

from perfxl.cli import main

main()
