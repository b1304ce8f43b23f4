"""Scanned pages: a picture -> its words and ruled tables."""
