"""`python -m perfxl` is the same as `perfxl`."""

if __name__ == "__main__":  # child processes import this file, too
    from perfxl.cli import main

    main()
