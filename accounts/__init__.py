"""Users, roles, the audit log and sign-in."""
