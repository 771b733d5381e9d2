"""The small trained model, heard where rules do not settle a passage, and its training."""
