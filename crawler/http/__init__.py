"""Asking a portal: politely, as robots.txt allows, past proxies, whatever the answer is packed in."""
