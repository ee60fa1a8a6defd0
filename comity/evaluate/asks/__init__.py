"""How well it is told which asks leave it to their reader to find what is wanted."""
