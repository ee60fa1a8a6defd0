"""What people made together: histories of programs, lists of publications."""
