"""Into the book: what is read, from where, and every record accounted for."""
