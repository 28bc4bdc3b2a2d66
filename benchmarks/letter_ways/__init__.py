"""The ways of making letters that benchmarks/letters.py compares, and the letters that it compares them on."""
