"""The master: what the returns say, put together; written whole, read back exactly."""
