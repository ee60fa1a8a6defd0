"""What is open between the user and others: promises, asks, thanks, and what became of each."""
