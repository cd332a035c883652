"""Template access to permissions."""
