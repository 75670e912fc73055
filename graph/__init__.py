"""What the ecosystem is, and where it is kept: schema, workspace, snapshots, chain templates, code lists."""
