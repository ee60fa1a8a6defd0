"""Verbs of accounts on servers and in other programs: added, read, followed, looked after."""
