"""Many runs: the same scenario over replications and strategies, on all cores."""
