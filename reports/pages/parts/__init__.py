"""What pages share: layout, rendering, records, charts to take away, cards and feeds."""
