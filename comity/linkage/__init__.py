"""Who is who: blocking, comparison, clustering with a guard, clerical review."""
