"""What runs in the process that reads: the format of a document told, and its texts and tables read within limits."""
