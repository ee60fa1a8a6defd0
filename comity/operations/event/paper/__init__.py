"""What of an evening is printed: cards, signs and the report, as PDF."""
