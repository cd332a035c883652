"""A report from files alone: GPU inventory, model configuration, assumptions."""
