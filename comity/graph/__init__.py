"""Ties between people in, what their shape says out; no store, no clock."""
