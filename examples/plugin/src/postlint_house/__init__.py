"""The rules of our house. Each module is one rule; its name, with hyphens, is the rule's id."""
