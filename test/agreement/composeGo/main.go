// Says what compose-go, the library that Docker Compose reads files with, makes of projects: a question of JSON on each
// line of the input, its answer on a line of the output. The options are those of `docker compose config` (docker/compose
// cmd/compose/compose.go and config.go). scripts/compose/library.mjs builds it.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/sirupsen/logrus"
)

type question struct {
	Folder      string
	Files       []string
	Profiles    []string
	Environment map[string]string
	Consistency bool
}

func main() {
	logrus.SetOutput(io.Discard)
	dotenv.RegisterFormat("raw", rawVariables)
	lines := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		config, err := load(line)
		if err != nil {
			_ = answers.Encode(map[string]string{"refused": err.Error()})
		} else {
			_ = answers.Encode(map[string]json.RawMessage{"config": config})
		}
	}
}

func load(line []byte) (config []byte, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v", reason)
		}
	}()
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		return nil, err
	}
	if err := os.Chdir(asked.Folder); err != nil {
		return nil, err
	}
	environment := []string{"PWD=" + asked.Folder}
	for name, value := range asked.Environment {
		environment = append(environment, name+"="+value)
	}
	options, err := cli.NewProjectOptions(asked.Files,
		cli.WithConsistency(asked.Consistency), cli.WithDefaultProfiles(asked.Profiles...), cli.WithDiscardEnvFile,
		cli.WithWorkingDirectory(""), cli.WithEnv(environment),
		cli.WithEnvFiles(), cli.WithDotEnv, cli.WithConfigFileEnv, cli.WithDefaultConfigPath,
		cli.WithEnvFiles(), cli.WithDotEnv, cli.WithDefaultProfiles(asked.Profiles...))
	if err != nil {
		return nil, err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return nil, err
	}
	if project, err = project.WithServicesEnvironmentResolved(true); err != nil {
		return nil, err
	}
	printed, err := project.MarshalJSON()
	// Compose doubles dollars, so that what it prints could be read again.
	return []byte(strings.ReplaceAll(string(printed), "$", "$$")), err
}

// The format of `docker run --env-file`, which Docker Compose adds to the library.
func rawVariables(file io.Reader, _ string, variables map[string]string, lookup func(string) (string, bool)) error {
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line := strings.TrimLeft(lines.Text(), " \t")
		name, value, hasValue := strings.Cut(line, "=")
		if !hasValue {
			value, hasValue = lookup(name)
		}
		if hasValue && name != "" && !strings.HasPrefix(line, "#") {
			variables[name] = value
		}
	}
	return lines.Err()
}
