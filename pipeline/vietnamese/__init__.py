"""The language, the ground floor: letters, syllables, numerals, words and how likely they follow each other.

Nothing here knows of documents, pages or tables; everything else may stand on it.
"""
