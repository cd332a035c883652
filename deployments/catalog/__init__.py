"""Sourced facts about models, accelerators, prices and rules, and the types that hold them."""
