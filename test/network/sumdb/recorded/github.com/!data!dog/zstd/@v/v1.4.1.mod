module github.com/DataDog/zstd
