"""What comments that need a person's help sound like: patterns and example sentences."""
