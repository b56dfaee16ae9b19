"""The classroom of the workshop: rooms that people join, with rounds, questions and a board."""
