"""Events in, files out: one module a format, written as the programs of this world write it."""
