"""The daily run: when it is due, and the system's timer that starts it. Never touches Excel."""
