"""How each command's answer looks in the terminal, one file a command; and the JSON of answers that no job makes."""
