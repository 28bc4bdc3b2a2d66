"""What the worksheet functions compute: cells in, cells out, by the rules of perfxl.rules. No Excel in here."""
