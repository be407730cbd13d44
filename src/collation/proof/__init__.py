"""The proof: each output is read back, and compared with what was checked."""
