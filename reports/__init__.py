"""Pairs what surveys and deployments found and prints it. Reads both through their selectors."""
