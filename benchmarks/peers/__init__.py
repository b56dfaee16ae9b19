"""One small model in several libraries: what does a moment of a simulation cost in each?

The model (``peers.model``) is what all of them can say alike: seekers visit a board and apply,
recruiters read the applications. Each file says it as the documentation of its library teaches.
"""
