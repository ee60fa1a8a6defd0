"""What Outlook keeps in files of its own: its items in, records out, as from their exports."""
