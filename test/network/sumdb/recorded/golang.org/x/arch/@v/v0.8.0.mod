module golang.org/x/arch

go 1.18

require rsc.io/pdf v0.1.1
