"""What a post is: bytes become one immutable Post. Nothing in here knows of checks."""
