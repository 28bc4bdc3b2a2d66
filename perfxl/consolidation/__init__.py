"""Many returns -> one master: find them, read each once, merge them against what was sent out, keep a journal."""
