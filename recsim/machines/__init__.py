"""Many computers: the same runs on the workers of a Dask or a Ray cluster."""
