"""What the text of a draft tells by itself: its parts, its asks, its manner, its purpose."""
