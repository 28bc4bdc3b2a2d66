"""Foreign sheets and forms: what a department sends in its own form, as perfxl's own sheets."""
