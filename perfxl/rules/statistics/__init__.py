"""Textbook statistics on plain arrays, each with its reference; numpy and scipy only. They know nothing of appraisals."""
