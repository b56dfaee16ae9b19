"""From a study to a decision: what happens where settings are other than they are written."""
