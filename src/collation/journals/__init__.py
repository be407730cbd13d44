"""What journals ask of a submission: one profile for each, its schema, and how it is read and explained."""
