"""Forms of the guided assessment: each cleans one step into its frozen value."""
