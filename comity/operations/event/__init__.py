"""Speed networking: an evening announced, seated, run, repaired, and followed up."""
