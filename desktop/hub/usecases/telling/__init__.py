"""What is told: updates and their delivery, notices, texts, public links, trackers."""
