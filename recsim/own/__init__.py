"""People's own numbers: read, held against arithmetic, written as a scenario file."""
