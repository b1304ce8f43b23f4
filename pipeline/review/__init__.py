"""Review in the browser: each doubt beside its picture, settled with a key, and a small door for programs."""
