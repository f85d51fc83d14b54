import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** `hostside check --fix`: what it writes is whole or not written, and nobody else's. */
const program = new URL("../../dist/cli.js", import.meta.url).pathname;
const isRoot = process.getuid?.() === 0;
const wrong = "services:\n  web:\n    network_mode: host\n    ports: ['80:80']\n    image: nginx\n";
const mended = "services:\n  web:\n    network_mode: host\n    image: nginx\n";
let folder: string;

const at = (name: string): string => join(folder, name);
const write = (name: string, text = wrong): void => {
  mkdirSync(join(at(name), ".."), { recursive: true });
  writeFileSync(at(name), text);
};
const read = (name: string): string => readFileSync(at(name), "utf8");
interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}
/** Runs in the folder `mine`; `before` is a piece of JavaScript that is there before the program is. */
function run(words: readonly string[], before = ""): Ran {
  const hook = at("hook.cjs");
  writeFileSync(hook, before);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", hook, program, "check", ...words], {
    cwd: at("mine"),
    encoding: "utf8",
  });
  return { status, out: stdout, error: stderr };
}
/** Does something before or after a step of writing: `open` of a draft, `writeFile`, `sync` of the draft, `rename`. */
const hooked = (step: string, when: "before" | "after", action: string): string => `
  const fs = require("node:fs");
  const promises = require("node:fs/promises");
  let times = 0;
  const around = (holder, name, isMeant = () => true) => {
    const original = holder[name];
    holder[name] = async function (...words) {
      const meant = "${step}" === name && isMeant(...words);
      const act = async () => { times += 1; ${action} };
      if (meant && "${when}" === "before") await act();
      const result = await original.apply(this, words);
      if (name === "open" && words[1] === "wx") for (const each of ["writeFile", "sync"]) around(result, each);
      if (meant && "${when}" === "after") await act();
      return result;
    };
  };
  around(promises, "open", (_path, flags) => flags === "wx");
  around(promises, "rename");`;
const die = "process.kill(process.pid, 'SIGKILL'); while (true);";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hostside-fix-"));
  write("mine/compose.yaml");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a file that is mended", { timeout: 120_000 }, () => {
  it("is replaced as a whole: nothing is left beside it, and its mode and owner stay", () => {
    chmodSync(at("mine/compose.yaml"), 0o640);
    if (isRoot) chownSync(at("mine/compose.yaml"), 65_534, 65_533);
    const { mode, uid, gid, ino } = statSync(at("mine/compose.yaml"));
    expect(run(["--fix"])).toMatchObject({ status: 0, error: "" });
    expect(read("mine/compose.yaml")).toBe(mended);
    expect(statSync(at("mine/compose.yaml"))).toMatchObject({ mode, uid, gid });
    expect(statSync(at("mine/compose.yaml")).ino).not.toBe(ino);
    expect(readdirSync(at("mine"))).toEqual(["compose.yaml"]);
  });

  it.each([
    ["open", "before"],
    ["open", "after"],
    ["writeFile", "after"],
    ["sync", "after"],
    ["rename", "before"],
    ["rename", "after"],
  ] as const)("is the old one or the new one where the program is killed: %s, %s", (step, when) => {
    expect(run(["--fix"], hooked(step, when, die)).status).toBeNull();
    const isNew = step === "rename" && when === "after";
    expect(read("mine/compose.yaml")).toBe(isNew ? mended : wrong);
    // What is left is no Compose file, and the next run names it.
    const left = readdirSync(at("mine")).filter((name) => name !== "compose.yaml");
    expect(left.every((name) => /^\.hostside-[0-9a-f]{16}\.tmp$/.test(name))).toBe(true);
    write("mine/compose.yaml");
    const next = run(["--fix"]);
    expect(next.status).toBe(0);
    expect(next.error).toBe(
      left.map((name) => `${name}: an earlier run that was stopped left this file. Delete it.\n`).join(""),
    );
  });

  it("leaves nothing behind where the program is told to end", () => {
    const { status } = run(
      ["--fix"],
      hooked(
        "sync",
        "after",
        "process.kill(process.pid, 'SIGTERM'); await new Promise(() => setInterval(() => {}, 1000));",
      ),
    );
    expect(status).toBeNull();
    expect(readdirSync(at("mine"))).toEqual(["compose.yaml"]);
  });

  it("keeps what was saved while it was written, and is mended anew", () => {
    const saved = `${wrong}    container_name: mine\n`;
    const save = `if (times === 1) fs.writeFileSync("compose.yaml", ${JSON.stringify(saved)});`;
    const { status, out } = run(["--fix"], hooked("sync", "after", save));
    expect(read("mine/compose.yaml")).toBe(`${mended}    container_name: mine\n`);
    expect(out).toContain("1 fix applied");
    expect(status).toBe(0);
    expect(readdirSync(at("mine"))).toEqual(["compose.yaml"]);
  });

  it("is left where it is saved time after time", () => {
    const save = `fs.writeFileSync("compose.yaml", ${JSON.stringify(wrong)} + "# " + times + "\\n");`;
    const { status, out, error } = run(["--fix"], hooked("sync", "after", save));
    expect(read("mine/compose.yaml")).toMatch(/ports: \['80:80'\]\n {4}image: nginx\n# \d+\n$/);
    expect(error).toBe("compose.yaml: could not be fixed: another program changed it again and again.\n");
    expect(out).toContain("1 Compose file checked: 1 finding (1 warning).");
    expect(status).toBe(2);
    expect(readdirSync(at("mine"))).toEqual(["compose.yaml"]);
  });

  it("is left as it is where it would be larger than the system allows", () => {
    const long = `${wrong}#${"x".repeat(8192)}\n`;
    write("mine/compose.yaml", long);
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `ulimit -f 4; exec '${process.execPath}' '${program}' check --fix`],
      { cwd: at("mine"), encoding: "utf8" },
    );
    expect(stderr).toBe("compose.yaml: could not be fixed: it would be larger than the system allows.\n");
    expect(status).toBe(2);
    expect(read("mine/compose.yaml")).toBe(long);
    expect(readdirSync(at("mine"))).toEqual(["compose.yaml"]);
  });

  // Only root may mount a file system of its own.
  it.skipIf(!isRoot)("is left as it is on a disk that is full", ({ skip }) => {
    mkdirSync(at("mine/small"));
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=16k", "hostside-test", at("mine/small")]);
    if (mounted.status !== 0) skip("no file system may be mounted here");
    try {
      const long = `${wrong}#${"x".repeat(5000)}\n`;
      write("mine/small/compose.yaml", long);
      // A page is left, which is less than the file.
      writeFileSync(at("mine/small/other"), "x".repeat(4096));
      const { status, error } = run(["--fix", "small"]);
      expect(error).toBe("small/compose.yaml: could not be fixed: the disk is full.\n");
      expect(status).toBe(2);
      expect(read("mine/small/compose.yaml")).toBe(long);
      expect(readdirSync(at("mine/small"))).toEqual(["compose.yaml", "other"]);
    } finally {
      execFileSync("umount", [at("mine/small")]);
    }
  });

  it("is left where it has a second name, which would keep what was there", () => {
    linkSync(at("mine/compose.yaml"), at("second.yaml"));
    const { status, error } = run(["--fix"]);
    expect(error).toBe(
      "compose.yaml: could not be fixed: it has a second name (a hard link), which would stay as it is.\n",
    );
    expect(status).toBe(2);
    expect(read("mine/compose.yaml")).toBe(wrong);
  });
});

describe("a file that nobody named", { timeout: 120_000 }, () => {
  const including = (file: string): string => `include: ['${file}']\nservices: {}\n`;
  const onlyNamed = "only files of the working folder and of the paths that are named are written";

  it.each([
    ["an absolute path", (): string => at("other/compose.yml"), "../other/compose.yml", ""],
    ["a path upwards", (): string => "../other/compose.yml", "../other/compose.yml", ""],
    ["a symbolic link to a file", (): string => "link.yml", "link.yml", "it is FILE, and "],
    ["a symbolic link to a folder", (): string => "out/compose.yml", "out/compose.yml", "it is FILE, and "],
  ])("is not mended, whatever a stranger's file includes: %s", (_name, path, shown, leads) => {
    write("other/compose.yml");
    symlinkSync(at("other/compose.yml"), at("mine/link.yml"));
    symlinkSync(at("other"), at("mine/out"));
    write("mine/compose.yaml", including(path()));
    const { status, error } = run(["--fix", "compose.yaml"]);
    expect(read("other/compose.yml")).toBe(wrong);
    expect(error).toBe(
      `${shown}: could not be fixed: ${leads.replace("FILE", at("other/compose.yml"))}${onlyNamed}.\n`,
    );
    expect(status).toBe(2);
  });

  it("is not mended where a search finds a link that leads away", () => {
    write("other/compose.yml");
    symlinkSync(at("other/compose.yml"), at("mine/docker-compose.yml"));
    const { status, error } = run(["--fix", "."]);
    expect(error).toBe(`docker-compose.yml: could not be fixed: it is ${at("other/compose.yml")}, and ${onlyNamed}.\n`);
    expect(status).toBe(2);
    expect([read("other/compose.yml"), read("mine/compose.yaml")]).toEqual([wrong, mended]);
  });

  it("is mended where its folder, itself or a link to it is named", () => {
    write("other/compose.yml", including("deeper/part.yml"));
    write("other/deeper/part.yml");
    expect(run(["--fix", "../other"])).toMatchObject({ status: 0, error: "" });
    expect(read("other/deeper/part.yml")).toBe(mended);
    write("other/deeper/part.yml");
    symlinkSync("../other/deeper/part.yml", at("mine/link.yml"));
    expect(run(["--fix", "link.yml"])).toMatchObject({ status: 0, error: "" });
    expect(read("other/deeper/part.yml")).toBe(mended);
    expect(lstatSync(at("mine/link.yml")).isSymbolicLink()).toBe(true);
    write("other/deeper/part.yml");
    expect(run(["--fix", "-f", "../other/deeper/part.yml"])).toMatchObject({ status: 0, error: "" });
    expect(run(["--fix", "../other/**/*.yml"])).toMatchObject({ status: 0, error: "" });
    expect(existsSync(at("mine/out"))).toBe(false);
  });
});
