import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Question } from "../../scripts/compose/oracle.mjs";

/** What both sides are asked about one project. */
export interface Case extends Question {
  /** The part of the whole that it is counted in. */
  readonly part: string;
  /** How the report names it. */
  readonly name: string;
}

// Files by other people and recorded truths; they lie beside the checkout and are absent in a clone elsewhere.
const shared = path.join(import.meta.dirname, "..", "..", "..", "shared");
const archive = path.join(shared, "corpus", "public.tar.gz");
const truth = path.join(shared, "truth");

/** Why there is nothing to compare with; undefined where there is. */
export const whyNoShared =
  existsSync(archive) && existsSync(truth) ? undefined : "the corpus beside the checkout, ../shared, is absent";

/** The corpus in a temporary folder. */
export class Corpus {
  readonly root = mkdtempSync(path.join(tmpdir(), "hostside-corpus-"));
  private readonly files = path.join(this.root, "public", "files");
  private readonly hash = createHash("sha256").update(readFileSync(archive)).digest("hex");

  constructor() {
    execFileSync("tar", ["-xzf", archive, "-C", this.root]);
  }

  /** Every file by itself, then again with all profiles, then the folders whose project is more than one file. */
  cases(): Case[] {
    const rows = readFileSync(path.join(this.root, "public", "index.tsv"), "utf8")
      .trim()
      .split("\n")
      .slice(1);
    const names = rows.map((row) => row.slice(0, row.indexOf("\t")));
    const alone = names.map((name) => this.case("corpus", name, [path.basename(name)], []));
    const profiled = names
      .filter((name) => readFileSync(path.join(this.files, name), "utf8").includes("profiles:"))
      .map((name) => this.case("corpus, all profiles", name, [path.basename(name)], ["*"]));
    const folders = [...new Set(names.map((name) => path.dirname(name)))]
      .filter((folder) => this.isMoreThanOneFile(folder))
      .map((folder) => this.case("corpus, folders", `${folder}/`, undefined, []));
    return [...alone, ...profiled, ...folders];
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private case(part: string, name: string, files: readonly string[] | undefined, profiles: readonly string[]): Case {
    const folder = path.join(this.files, files === undefined ? name : path.dirname(name));
    const content = `${this.hash} ${name}`;
    return { part, name, folder, files, profiles, content, root: this.files };
  }

  private isMoreThanOneFile(folder: string): boolean {
    const entries = readdirSync(path.join(this.files, folder));
    const twins = entries.filter((name) => /^(docker-)?compose(\.override)?\.ya?ml$/.test(name));
    if (twins.length > 1) return true;
    if (!entries.includes(".env")) return false;
    return /^(export )?COMPOSE_(FILE|PROFILES)=/m.test(readFileSync(path.join(this.files, folder, ".env"), "utf8"));
  }
}

/** The cases that docs/docker-behaviour.md was measured with: each by itself, and the overrides over their base. */
export function truthCases(): Case[] {
  const alone = ["cases", "overrides", "dns"].flatMap((folder) =>
    readdirSync(path.join(truth, folder)).flatMap((file) => [
      truthCase(folder, [file], []),
      truthCase(folder, [file], ["*"]),
    ]),
  );
  const overrides = readdirSync(path.join(truth, "overrides"))
    .filter((file) => /^ov\d/.test(file))
    .flatMap((file) => [
      truthCase("overrides", ["base.yml", file], []),
      truthCase("overrides", ["base2.yml", file], []),
    ]);
  return [...alone, ...overrides];
}

function truthCase(name: string, files: readonly string[], profiles: readonly string[]): Case {
  const folder = path.join(truth, name);
  const hash = createHash("sha256");
  for (const file of readdirSync(folder)) hash.update(file).update(readFileSync(path.join(folder, file)));
  const label = `${name}/${files.join(" + ")}${profiles.length > 0 ? ", all profiles" : ""}`;
  return { part: "truth", name: label, folder, files, profiles, content: hash.digest("hex") };
}
