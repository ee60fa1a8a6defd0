"""A draft, and whom it is for: what a good editor who knows the two would say."""
