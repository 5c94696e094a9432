"""How checks meet posts: finding them, running them over many paths, and putting the results in order."""
