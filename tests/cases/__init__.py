"""Other people's troubles as small inputs, each with the right answer: a file a kind of trouble."""
