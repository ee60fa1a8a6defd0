"""What people say a thing is, in their own words: which words, of which tone, by how many."""
