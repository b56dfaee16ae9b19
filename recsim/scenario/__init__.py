"""What a user writes: the types of a scenario, reading it, and what its numbers rest on."""
