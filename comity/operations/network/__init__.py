"""Everyone: the honest count, lists to look through, the map, search."""
