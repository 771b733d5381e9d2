"""The open lake: the published tables as Apache Iceberg, in a catalogue and a warehouse that others read too."""
