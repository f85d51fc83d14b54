import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

// Files by other people; they lie beside the checkout and are absent in a clone elsewhere.
const archive = path.join(import.meta.dirname, "..", "..", "..", "shared", "corpus", "public.tar.gz");

/** Whether the public corpus lies beside the checkout. */
export const isCorpusThere = existsSync(archive);

/** The public corpus in a temporary folder: Compose files of other people's repositories. */
export class PublicCorpus {
  private readonly root = mkdtempSync(path.join(tmpdir(), "hostside-corpus-"));
  /** The folder of the repositories. */
  readonly folder = path.join(this.root, "public", "files");
  /** The Compose files below it, as `repository/path`. */
  readonly names: readonly string[];

  constructor() {
    execFileSync("tar", ["-xzf", archive, "-C", this.root]);
    const [, ...rows] = readFileSync(path.join(this.root, "public", "index.tsv"), "utf8")
      .trim()
      .split("\n");
    this.names = rows.map((row) => row.slice(0, row.indexOf("\t")));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
