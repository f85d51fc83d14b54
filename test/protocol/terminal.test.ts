import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** `hostside check` as a person sees it: in a terminal, which `script` of util-linux plays. */
const program = new URL("../../dist/cli.js", import.meta.url).pathname;
const noScript = !spawnSync("script", ["--version"]).output.join("").includes("util-linux");
const reason = noScript ? "skipped: there is no `script` of util-linux here to play a terminal" : "a real terminal";
const escape = "\u001B";
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hostside-terminal-"));
  for (let number = 1; number <= 60; number += 1) {
    const at = join(folder, `app${number}`);
    mkdirSync(at);
    writeFileSync(join(at, "compose.yaml"), "services:\n  web:\n    image: nginx\n");
  }
  writeFileSync(
    join(folder, "app7", "compose.yaml"),
    'services:\n  web:\n    network_mode: host\n    ports: ["8080:80"]\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function inTerminal(command: string, env: NodeJS.ProcessEnv = {}): string {
  const words = ["--quiet", "--return", "--command", `'${process.execPath}' '${program}' ${command}`, "/dev/null"];
  const { stdout } = spawnSync("script", words, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, TERM: "xterm-256color", SHELL: "/bin/sh", ...env },
  });
  return stdout.replaceAll("\r\n", "\n");
}

/** What a terminal shows in the end: a line that is begun anew and erased takes the place of what it was. */
function shown(printed: string): string[] {
  return printed.split("\n").map((line) => line.split(`\r${escape}[K`).at(-1) ?? "");
}

describe.skipIf(noScript)(`hostside check in a terminal, ${reason}`, () => {
  it("says how far it is, in one line that is gone at the end", () => {
    const printed = inTerminal("check", { NO_COLOR: "1" });
    for (const number of ["1", "11", "51"]) expect(printed).toContain(`Checking ${number} of 60 Compose files...`);
    expect(shown(printed).join("\n")).not.toContain("Checking");
    expect(shown(printed)[0]).toMatch(/^app7\/compose\.yaml:4:13: warning host-ports-discarded: /);
    expect(shown(printed)).toContain("60 Compose files checked: 1 finding (1 warning).");
  });

  it("says nothing of a few files, which are soon done", () => {
    expect(inTerminal("check app1 app7")).not.toContain("Checking");
  });

  it("has colours, and none where the person or the terminal has none", () => {
    expect(inTerminal("check app7")).toContain(`${escape}[1;33mwarning${escape}[0m`);
    expect(inTerminal("check app7", { NO_COLOR: "1" })).not.toContain(`${escape}[1;`);
    expect(inTerminal("check app7", { TERM: "dumb" })).not.toContain(`${escape}[1;`);
  });
});
