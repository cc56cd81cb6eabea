"""Who may speak to the hub: tokens, invitations, keys, the seal of secrets."""
