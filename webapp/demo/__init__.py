"""The demonstration district: invented lists, ready accounts, and how they are loaded."""
