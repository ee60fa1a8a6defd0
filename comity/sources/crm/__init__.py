"""What programs that keep contacts export: people, what happened with them, what was decided."""
