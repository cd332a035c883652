"""Papers for those who have to agree to a wave, from its actual settings."""
