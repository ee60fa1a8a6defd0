"""What a telephone keeps: text messages, calls, voicemail."""
