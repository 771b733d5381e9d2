"""The server: every job at its time, alarms, health page, notices to people, and what is kept how long."""
