"""What may be published about a group: cohorts, suppression, the audited cube. Pure functions."""
