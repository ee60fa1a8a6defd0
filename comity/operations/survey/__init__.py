"""How a group of people defines networking, in their own words."""
