module github.com/OneOfOne/xxhash
