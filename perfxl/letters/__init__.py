"""Personal feedback letters: facts from scores, one PDF a person, proved before it is kept.

`perfxl.letters.batch.write_letters` is the way in. Importing this package imports nothing heavy.
"""
