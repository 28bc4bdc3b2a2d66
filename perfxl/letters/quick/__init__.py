"""WeasyPrint, quick for letters.

WeasyPrint starts every document from nothing. Letters of one design differ in a few words and numbers, so most of what
it works out (styles, broken lines, glyphs, drawn lines) it has worked out before. The *groups* here, one a file, take the
places of some of its functions and remember their answers by everything they depend on; what is not remembered runs
WeasyPrint's own code. Two of them do the last steps with less work instead: they change bytes, but no point of the page.
The bytes of a letter are the same whichever of the others are on, and whatever letters came before.

All this rests on WeasyPrint's inside. So each group knows the files of WeasyPrint that it was written for and stays off
for any others (`fingerprints`); letters made with the groups are compared with letters made without them, in a process
that has never seen them, before they are trusted (`check`); and an error sends the engine back to plain WeasyPrint for
good (`perfxl.letters.engine`). All of it is said: in `perfxl doctor` and in the report of the letters.
"""
