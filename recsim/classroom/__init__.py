"""Challenges for a room full of people: rules, entries, and scores on worlds nobody has seen."""
