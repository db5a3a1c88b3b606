module github.com/coreos/etcd
