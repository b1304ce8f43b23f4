"""The dataset: what tables the plans of a folder become, for CSV files and every other form."""
