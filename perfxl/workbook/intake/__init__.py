"""Any file as grids of raw cells, with facts about them; a bad file is set aside, never fatal."""
