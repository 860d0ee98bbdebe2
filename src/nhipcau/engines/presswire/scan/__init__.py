"""Archives and folders of pages read in bulk, here or over many machines."""
