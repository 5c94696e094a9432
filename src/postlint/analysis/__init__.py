"""What several checks ask of a post, computed once a post."""
