"""The book itself: settings, sources, checks, backups and exports."""
