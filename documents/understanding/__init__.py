"""What a plan says: who has to do what, when, for whom, how much, and by which documents."""
