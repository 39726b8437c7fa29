AUTHOR = "Jane Doe"
SITENAME = "Two people"
PATH = "content"
STATIC_PATHS = ["images"]
