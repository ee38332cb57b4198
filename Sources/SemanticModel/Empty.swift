// An empty room, filled by the first commits.
