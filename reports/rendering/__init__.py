"""From a snapshot to a document: blocks of figures and tables, then pages."""
