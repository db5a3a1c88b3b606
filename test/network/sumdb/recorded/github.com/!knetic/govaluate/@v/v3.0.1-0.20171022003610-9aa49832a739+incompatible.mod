module github.com/Knetic/govaluate
