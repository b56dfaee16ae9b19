"""The model that people read: the story of recruiting as SimPy processes."""
