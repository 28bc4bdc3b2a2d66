"""Reminders as drafts of e-mails: what is missing, about whom, where, until when, and how to return it."""
