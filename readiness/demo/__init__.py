"""The demo organization: invented people, a known truth, and the whole job done once."""
