"""Room plans by industry, one TOML file each: what `customer-room init --template` makes a room from."""
