"""Live Excel through xlwings: buttons, functions, live book."""
