"""Sealed envelopes, wave keys and invitation tokens: pure but for the system's random source."""
