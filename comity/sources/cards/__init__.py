"""Contacts: cards and tables."""
