"""Who can do what, with what proof: vendors, their capabilities, cases and credentials."""
