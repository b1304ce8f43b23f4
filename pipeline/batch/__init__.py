"""Batch: many documents at a time, each in a process that may hang, eat memory or die."""
