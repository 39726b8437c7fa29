"""The REST API and nothing else: a seam to the network, and a method for each route."""
