"""Export: the dataset into files that other systems read, each form a function of batches of rows."""
