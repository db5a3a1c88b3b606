// Command proxyfor says what net/http of this toolchain decides. It reads a JSON array of {url, env} from standard
// input and writes a JSON array of {proxy, error}. The environment is read once a process by http.ProxyFromEnvironment,
// so that the program starts itself for each case.
package main

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
)

type question struct {
	URL string            `json:"url"`
	Env map[string]string `json:"env"`
}

type answer struct {
	Proxy string `json:"proxy"`
	Host  string `json:"host"`
	Error string `json:"error"`
}

func main() {
	if len(os.Args) > 1 {
		one(os.Args[1])
		return
	}
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	answers := make([]json.RawMessage, 0, len(questions))
	for _, q := range questions {
		cmd := exec.Command(os.Args[0], q.URL)
		cmd.Env = []string{}
		for name, value := range q.Env {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
		out, err := cmd.Output()
		if err != nil {
			panic(err)
		}
		answers = append(answers, out)
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}

func one(url string) {
	var a answer
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		panic(err)
	}
	proxy, err := http.ProxyFromEnvironment(req)
	if err != nil {
		a.Error = err.Error()
	} else if proxy != nil {
		a.Proxy = proxy.String()
		a.Host = proxy.Host
	}
	json.NewEncoder(os.Stdout).Encode(a)
}
