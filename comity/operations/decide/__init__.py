"""What the user says of people, above anything computed."""
