"""Report: how good the plans of a dataset were read, and what to look at first."""
