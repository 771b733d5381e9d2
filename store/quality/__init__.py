"""What people are alarmed about in the data, and the gate that holds back an edition."""
