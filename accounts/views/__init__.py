"""Pages of sign-in, of one's own account, of users, and of the audit log."""
