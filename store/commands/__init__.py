"""Commands of the front door that ask and keep the store alone, and what every command shares."""
