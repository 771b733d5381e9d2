"""The home as files: written whole, held by one, owned by whoever runs the monitor."""
