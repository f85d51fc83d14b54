import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** What `hostside check` prints of other people's texts, and what it does where nobody takes it. */
const program = new URL("../../dist/cli.js", import.meta.url).pathname;
const formats = ["text", "json", "json-with-summary", "sarif", "github"] as const;
/** Escape sequences, a line break, what turns the direction or has no width, and commands to CI services. */
const hostile = [
  "\u001B]0;title\u0007",
  "\u001B[2J",
  "\u009B2J",
  "\u0085",
  "\u200B",
  "\u200F",
  "\u202E",
  "\u2066",
  "\u2028",
  "\u2029",
  "\uFEFF",
  "\u061C",
  "##[error]x",
  "##vso[task.complete]x",
];
let folder: string;

const write = (name: string, text: string): void => {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const run = (...words: string[]): { status: number | null; out: string; error: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "check", ...words], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  return { status, out: stdout, error: stderr };
};
/** What is there that no reader of a terminal or a log would want. */
function harmful(text: string): string[] {
  const characters = [...new Set(text)].filter((character) => character !== "\n" && character !== "\t");
  return [
    ...characters.filter((character) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(character)),
    ...(text.match(/##\w*\[/g) ?? []),
    ...(text.match(/^\s*::.*/gm) ?? []),
  ];
}
/** In YAML's double quotes, where each of them may be written. */
const quoted = (text: string): string => JSON.stringify(text);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hostside-printing-"));
  hostile.forEach((text, index) => {
    const [name, path] = [quoted(`a${text}b`), `${index}/${text.replaceAll("/", "")}compose.yml`];
    write(path, `services:\n  ${name}:\n    image: ${name}\n    network_mode: ${name}\n    ports: [${name}]\n`);
    write(
      `raw/${index}.yml`,
      `services:\n  web:\n    image: |\n      \${${text}\n    network_mode: host\n    ports: ['80:80'] # ${text}\n`,
    );
    write(
      `include/${index}.yml`,
      `include: [${quoted(`${text}.yml`)}]\nservices: {web: {network_mode: host, ports: ['80:80']}}\n`,
    );
    write(`broken/${index}.yml`, `services:\n  ${name}: [\n ${text}: *${text}\n`);
    write(`binary/a${text.replaceAll("/", "")}\nb.yml`, "\0");
  });
  write("::error file=x::injected/compose.yml", "services: {a: [\n");
  write("::error file=x::/docker-compose.yml", "services:\n  web:\n    network_mode: host\n    ports: ['80:80']\n");
  write("a\nb::compose.yml", "services:\n  web:\n    network_mode: host\n    ports: ['80:80']\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("other people's texts", { timeout: 120_000 }, () => {
  it.each(formats)("neither act nor hide in the format %s, nor in what is said beside it", (format) => {
    for (const words of [["."], ["*/*.yml"], [`no\u001B[2J\nfile\u202E`, ..."##[error]x".split(" ")]]) {
      const { out, error } = run("--format", format, "--min-severity", "hint", ...words);
      const text = format === "github" ? out.replaceAll(/^::(?=(?:error|warning|notice) file=)/gm, "") : out;
      expect(text.length + error.length).toBeGreaterThan(100);
      expect([harmful(text), harmful(error)]).toEqual([[], []]);
    }
  });

  it("are shown with what cannot be seen named, and one finding stays one line", () => {
    expect(run("a\nb::compose.yml").out.split("\n")[0]).toMatch(
      /^a<U\+000A>b::compose\.yml:4:13: warning host-ports-discarded: /,
    );
    expect(run("no\u001B[2Jfile").error).toBe(
      "no<U+001B>[2Jfile: could not be checked: the pattern matches no file.\n",
    );
    expect(run("::error file=x::").out).toMatch(/^\.\/::error file=x::\/docker-compose\.yml:4:13: /);
    expect(run("--colour\u001B[2J").error).toContain("--colour<U+001B>[2J");
  });

  it("have carets below what they are about, however long its names are", () => {
    write("carets.yml", `services:\n  web:\n    network_mode: host # \u202E\n    ports: [ "80:80\u200B" ,'80:80']\n`);
    const lines = run("carets.yml").out.split("\n");
    const pointed = lines.flatMap((source, index) => {
      const carets = lines[index + 1] ?? "";
      return carets.includes("| ") && carets.endsWith("^") ? [source.slice(carets.indexOf("^"), carets.length)] : [];
    });
    expect(pointed).toContain('"80:80<U+200B>"');
    expect(pointed).toContain("'80:80'");
  });

  it("are the same data in JSON", () => {
    const [finding] = JSON.parse(run("--format", "json", "a\nb::compose.yml").out) as { path: string }[];
    expect(finding?.path).toBe("a\nb::compose.yml");
    write("half.yml", 'services:\n  "a\\ud83d":\n    network_mode: "bridge\\ud83dx##[error]"\n');
    for (const format of ["json", "sarif"]) {
      const { out } = run("--format", format, "half.yml");
      expect(out).toContain("\\u0023[error]");
      expect(out).not.toMatch(/\\ud[89a-f]/i);
    }
  });
});

describe("a report that nobody takes", { timeout: 120_000 }, () => {
  const many = (): void => {
    const services = Array.from(
      { length: 800 },
      (_, index) => `  s${index}: {network_mode: host, ports: ['${9000 + index}']}`,
    );
    write("many/compose.yml", `services:\n${services.join("\n")}\n`);
  };
  const inShell = (command: string): { status: number | null; stdout: string; stderr: string } =>
    spawnSync("bash", ["-c", command.replaceAll("CHECK", `'${process.execPath}' '${program}' check`)], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1e9,
    });

  it("ends quietly where a pipe is closed, with the status of what was found", () => {
    many();
    for (const format of formats) {
      const { stdout, stderr } = inShell(`CHECK --format ${format} many | head -1; echo "\${PIPESTATUS[0]}"`);
      expect([stdout.trimEnd().split("\n").at(-1), stderr]).toEqual(["1", ""]);
    }
    const good = inShell(
      `CHECK --min-severity error --rule host-port-conflict=off many | true; echo "\${PIPESTATUS[0]}"`,
    );
    expect([good.stdout, good.stderr]).toEqual(["0\n", ""]);
    const unread = inShell(`(CHECK many nowhere 2>&1; echo $? >status) | true; cat status`);
    expect(unread.stdout).toBe("2\n");
    expect(inShell(`'${process.execPath}' '${program}' --help | true; echo "\${PIPESTATUS[0]}"`)).toMatchObject({
      stdout: "0\n",
      stderr: "",
    });
  });

  it.each(formats)("says that the disk is full, and exits with 2: %s", (format) => {
    const { status, stderr } = inShell(`CHECK --format ${format} 'a\nb::compose.yml' >/dev/full`);
    expect([status, stderr]).toEqual([2, "hostside: what was found could not be written: the disk is full.\n"]);
  });

  it("says so of a part as well, and of the other answers", () => {
    many();
    const { status, stderr } = inShell("ulimit -f 8; CHECK many >part");
    expect([status, stderr]).toEqual([
      2,
      "hostside: what was found could not be written: it would be larger than the system allows.\n",
    ]);
    expect(inShell(`'${process.execPath}' '${program}' --help >/dev/full`).status).toBe(2);
    expect(inShell("CHECK many >/dev/full 2>/dev/full").status).toBe(2);
    expect(inShell("CHECK nowhere 2>/dev/full").status).toBe(2);
  });

  it("arrives as a whole where a file or a slow reader takes it", () => {
    many();
    const whole = run("--format", "json", "many").out;
    const file = openSync(join(folder, "out"), "w");
    spawnSync(process.execPath, [program, "check", "--format", "json", "many"], {
      cwd: folder,
      stdio: ["ignore", file, "ignore"],
    });
    closeSync(file);
    expect(readFileSync(join(folder, "out"), "utf8")).toBe(whole);
    expect(inShell("CHECK --format json many | (sleep 1; cat)").stdout).toBe(whole);
    expect(whole.length).toBeGreaterThan(300_000);
  });
});
