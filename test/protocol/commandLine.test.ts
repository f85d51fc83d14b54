import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CheckFolder, discarded, refused } from "./checkFolder";

const program = new URL("../../dist/cli.js", import.meta.url).pathname;
let checked: CheckFolder;
let folder: string;

const write = (name: string, text: string | Buffer): void => checked.write(name, text);
const run = (...words: string[]) => checked.run(...words);

beforeAll(() => {
  checked = new CheckFolder();
  folder = checked.path;
  write("bad/compose.yaml", discarded);
  write("worse/docker-compose.yml", refused);
  write("good/compose.yml", "services:\n  web:\n    ports: ['80:80']\n");
  write("good/values.yaml", "services:\n  web:\n    network_mode: host\n    ports: ['80:80']\n");
  write("good/node_modules/x/compose.yml", "services:\n  web:\n    network_mode: host\n    ports: ['80:80']\n");
  write("broken/compose.yml", "services:\n  web:\n    network_mode: host\n    ports: ['80:80']\n  b: [\n");
  write("binary/compose.yml", Buffer.from([0, 1, 2]));
  write("empty/compose.yml", "");
  write("old/docker-compose.yml", "web:\n  image: nginx\n  net: host\n  ports: ['80:80']\n");
  const override = "services:\n  web:\n    network_mode: host\n    init: true\n";
  write("overridden/compose.yaml", 'services:\n  web:\n    image: nginx\n    ports:\n      - "8080:80"\n');
  write("overridden/compose.override.yaml", override);
  const hosted = 'services:\n  web:\n    image: nginx\n    network_mode: host\n    ports:\n      - "8080:80"\n';
  write("repeated/compose.yaml", hosted);
  write("repeated/compose.override.yaml", override);
  mkdirSync(join(folder, "nothing"));
});
afterAll(() => checked.remove());

describe("hostside check", () => {
  it("exits 0 where nothing is wrong, and leaves other people's folders and other names alone", () => {
    expect(run("check", "good")).toEqual({
      status: 0,
      out: "1 Compose file checked: no networking problem.\n",
      error: "",
    });
    expect(run("check", "empty").status).toBe(0);
  });

  it("prints one line a finding and exits 1", () => {
    const { status, out } = run("check", "bad");
    expect(status).toBe(1);
    expect(out.split("\n")).toEqual([
      "bad/compose.yaml:5:9: warning host-ports-discarded: Docker discards published ports in host mode: web listens on 80 itself, not on 8080. Remove `ports`, or leave host mode.",
      '    5 |       - "8080:80"',
      "      |         ^^^^^^^^^",
      "    bad/compose.yaml:3:19: web runs in the host's network namespace",
      "1 Compose file checked: 1 finding (1 warning).",
      "",
    ]);
  });

  it("prints what an override breaks once, where it stands, with the place in the main file", () => {
    const { out } = run("check", "overridden");
    expect(out.split("\n").filter((line) => line.includes("overridden/"))).toEqual([
      "overridden/compose.override.yaml:3:19: warning host-ports-discarded: In host mode Docker discards the ports that web publishes in compose.yaml: it listens on 80 itself, not on 8080. Write `ports: !reset []` here, or leave host mode.",
      "    overridden/compose.yaml:5:9: web publishes it here",
    ]);
    expect(out).toContain("2 Compose files checked: 1 finding (1 warning).");
  });

  it("prints what an override repeats once, where it is wrong by itself", () => {
    const { out } = run("check", "repeated");
    expect(out.split("\n").filter((line) => line.includes("repeated/"))).toEqual([
      "repeated/compose.yaml:6:9: warning host-ports-discarded: Docker discards published ports in host mode: web listens on 80 itself, not on 8080. Remove `ports`, or leave host mode.",
      "    repeated/compose.yaml:4:19: web runs in the host's network namespace",
      "    repeated/compose.override.yaml:3:19: the mode of web is repeated here",
    ]);
    expect(out).toContain("2 Compose files checked: 1 finding (1 warning).");
  });

  it("makes the safe fixes and says what is left", () => {
    write(
      "mend/compose.yaml",
      "services:\n  web: # the shop\n    network_mode: hosts\n    ports:\n      - '80:80' # gone\n    image: nginx\n",
    );
    const { status, out } = run("check", "--fix", "mend");
    expect(out).toBe("1 Compose file checked: 2 fixes applied, no networking problem.\n");
    expect(status).toBe(0);
    expect(readFileSync(join(folder, "mend/compose.yaml"), "utf8")).toBe(
      "services:\n  web: # the shop\n    network_mode: host\n    image: nginx\n",
    );
    expect(run("check", "--fix", "-").status).toBe(2);
  });

  it.each([
    ["UTF-8 with a mark", (text: string) => Buffer.from(`\ufeff${text}`)],
    ["UTF-16, little end first", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16, big end first", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ])("keeps the encoding and the line ends of what it mends: %s", (_name, encoded) => {
    const mended = "services:\r\n  wäb: # 🐳\r\n    network_mode: host\r\n";
    write("encoded/compose.yaml", encoded(`${mended}    ports:\r\n      - '80:80'\r\n`));
    expect(run("check", "--fix", "encoded")).toMatchObject({ status: 0, error: "" });
    expect(readFileSync(join(folder, "encoded/compose.yaml")).equals(encoded(mended))).toBe(true);
  });

  it("says which files it may not mend, and leaves them as they are", () => {
    const text = "services:\n  web:\n    network_mode: host\n    ports: ['80:80']\n";
    write("closed/compose.yaml", text);
    chmodSync(join(folder, "closed/compose.yaml"), 0o444);
    chmodSync(folder, 0o755);
    const copy = join(folder, "mend.js");
    copyFileSync(program, copy);
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const words = [copy, "check", "--fix", "closed"];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8", ...user });
    expect(stderr).toBe("closed/compose.yaml: could not be fixed: permission is denied.\n");
    expect(stdout).toContain("1 Compose file checked: 1 finding (1 warning).");
    expect(status).toBe(2);
    expect(readFileSync(join(folder, "closed/compose.yaml"), "utf8")).toBe(text);
  });

  it("takes patterns and the standard input", () => {
    expect(run("check", "--format=json", "*/compose.yaml").out).toContain('"bad/compose.yaml"');
    expect(run("check", "--min-severity=error", "{bad,worse}/**/*.y*ml").out).toContain("2 Compose files checked");
    expect(run("check", "good/v*.yaml").status).toBe(1);
    expect(run("check", "nothing/**/*.yaml").error).toContain("the pattern matches no file");
    const piped = spawnSync(process.execPath, [program, "check", "--stdin-name", "piped.yaml", "-"], {
      cwd: folder,
      encoding: "utf8",
      input: "services:\n  web:\n    network_mode: host\n    ports: ['80:80']\n",
    });
    expect(piped.status).toBe(1);
    expect(piped.stdout).toContain("piped.yaml:4:13: warning host-ports-discarded");
  });

  it("colours what a terminal shows, and nothing else", () => {
    const forced = spawnSync(process.execPath, [program, "check", "bad"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, FORCE_COLOR: "1", NO_COLOR: "" },
    });
    expect(forced.stdout).toContain("\u001B[1;33mwarning\u001B[0m host-ports-discarded");
    expect(run("check", "bad").out).not.toContain("\u001B");
  });

  it("searches the working folder where no path is given", () => {
    expect(run("check", "--format", "json").out).toContain('"bad/compose.yaml"');
  });

  it("takes severities for rules, and a minimum", () => {
    expect(run("check", "--rule", "host-ports-discarded=off", "bad").status).toBe(0);
    expect(run("check", "--rule", "host-ports-discarded=information", "bad").status).toBe(0);
    expect(run("check", "--rule", "host-ports-discarded=error", "bad").out).toContain(" error host-ports-discarded");
    expect(run("check", "--min-severity", "error", "bad").status).toBe(0);
  });

  it("checks a file that is named whatever it is called", () => {
    expect(run("check", "good/values.yaml").status).toBe(1);
  });

  it("says where YAML is broken and checks what can be read", () => {
    const { status, out, error } = run("check", "broken");
    expect(status).toBe(1);
    expect(out).toContain("broken/compose.yml:4:13: warning host-ports-discarded");
    expect(error).toMatch(
      /^broken\/compose\.yml: this is not valid YAML \(line 6, column 1\): .+ What could be read was checked\.\n$/,
    );
  });

  it("says what it did not check: of a broken file, of format 1, and of a folder without Compose files", () => {
    expect(run("check", "broken").out).toContain(
      "1 Compose file checked, 1 of them only in part: 1 finding (1 warning).",
    );
    const old = run("check", "old");
    expect([old.status, old.out]).toEqual([
      0,
      "1 Compose file checked, 1 of them only in part: no networking problem.\n",
    ]);
    expect(old.error).toMatch(
      /^old\/docker-compose\.yml: this file has Compose file format 1, .+ were not checked\.\n$/,
    );
    expect(run("check", "nothing")).toEqual({
      status: 0,
      out: "No Compose file was found. Nothing was checked.\n",
      error: "",
    });
  });

  it("exits 2 for input that cannot be read, and checks the rest", () => {
    const { status, out, error } = run("check", "nowhere.yaml", "binary", "bad");
    expect(status).toBe(2);
    expect(out).toContain("bad/compose.yaml:5:9");
    expect(error).toBe(
      "nowhere.yaml: could not be checked: there is no such file or folder.\n" +
        "binary/compose.yml: could not be checked: it is a binary file.\n",
    );
  });

  it("exits 2 where permission is denied", () => {
    // root may read everything: the check runs as an unprivileged user then, on a copy that this user can reach.
    write("locked/compose.yml", "");
    chmodSync(join(folder, "locked/compose.yml"), 0);
    chmodSync(folder, 0o755);
    const copy = join(folder, "cli.js");
    copyFileSync(program, copy);
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const locked = spawnSync(process.execPath, [copy, "check", "locked"], { cwd: folder, encoding: "utf8", ...user });
    expect(locked.stderr).toBe("locked/compose.yml: could not be checked: permission is denied.\n");
    expect(locked.status).toBe(2);
  });

  it.each([
    [["check", "--format", "xml"], 'There is no format "xml".'],
    [["check", "--colour"], "Unknown option '--colour'"],
    [["check", "--rule", "nonsense"], '--rule takes id=severity, not "nonsense".'],
    [["check", "--rule", "no-such-rule=off"], '--rule: there is no rule "no-such-rule".'],
    [["check", "--rule", "host-ports-discarded=loud"], '"loud" is no severity of host-ports-discarded'],
    [["check", "--min-severity", "off"], '"off" is no severity.'],
    [["lint"], 'There is no command "lint".'],
    [[], "A command is missing."],
  ])("exits 2 for wrong usage: %j", (words, complaint) => {
    const { status, out, error } = run(...words);
    expect(status).toBe(2);
    expect(out).toBe("");
    expect(error).toContain(complaint);
    expect(error).toContain("hostside check [--format text|json|json-with-summary|sarif|github]");
  });

  it("takes the files of one project, and its profiles", () => {
    write("stated/base.yml", "services:\n  web:\n    image: x\n    ports: ['80:80']\n    profiles: [p]\n");
    write("stated/host.yml", "services:\n  web:\n    network_mode: host\n    ports: []\n");
    const { status, out } = run(
      "check",
      "-f",
      "stated/base.yml",
      "-f",
      "stated/host.yml",
      "--profile",
      "p",
      "--format",
      "json",
    );
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      {
        path: "stated/host.yml",
        line: 3,
        rule: "host-ports-discarded",
        related: [{ line: 4 }, { path: "stated/base.yml" }],
      },
    ]);
    expect(run("check", "--profile", "p").error).toContain("--profile takes a project of --file.");
    expect(run("check", "-f", "stated/gone.yml")).toMatchObject({ status: 2 });
  });

  it("takes what runs the services", () => {
    expect(JSON.parse(run("check", "--deployed-with", "stack", "--format", "json", "bad").out)).toMatchObject([
      { line: 3, rule: "stack-ignores-network-mode", severity: "information" },
    ]);
    expect(run("check", "--deployed-with", "nomad").error).toContain(
      "--deployed-with takes one of auto, compose, stack",
    );
  });

  it("answers --help and --version", () => {
    expect(run("--help")).toMatchObject({ status: 0, error: "" });
    expect(run("--version").out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
