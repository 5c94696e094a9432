"""Rule packs: patterns as data. A YAML file is read into a Pack; a Matcher finds in a post what its entries describe."""
