"""Mail: messages (RFC 5322, MIME) and the stores they lie in."""
