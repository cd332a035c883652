"""Interface for programs: initiatives with their waves, and what released waves publish."""
