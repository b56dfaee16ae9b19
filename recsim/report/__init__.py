"""From results to pictures: figures that can be projected, each with the table behind it."""
