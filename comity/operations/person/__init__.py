"""One person: who is meant, what happened, what follows from it."""
