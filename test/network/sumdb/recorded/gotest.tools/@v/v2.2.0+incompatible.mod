module gotest.tools
