"""What agencies' screens ask for."""
