import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = new URL("../../dist/cli.js", import.meta.url).pathname;

/** A temporary folder in which the command line runs; whoever makes it removes it. */
export class CheckFolder {
  readonly path = mkdtempSync(join(tmpdir(), "hostside-check-"));

  write(name: string, text: string | Buffer): void {
    mkdirSync(join(this.path, name, ".."), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }

  /** Runs `hostside` with these words in the folder. */
  run(...words: string[]): { status: number | null; out: string; error: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
      cwd: this.path,
      encoding: "utf8",
    });
    return { status, out: stdout, error: stderr };
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** A service in host mode whose ports are discarded, which is one warning. */
export const discarded = 'services:\n  web:\n    network_mode: host\n    ports:\n      - "8080:80"\n';

/** A service in host mode with networks, which Compose refuses: one error. */
export const refused = "services:\n  a:\n    network_mode: host\n    networks: [n]\n";
