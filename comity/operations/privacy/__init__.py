"""What is held about somebody, kept from readers, or erased."""
