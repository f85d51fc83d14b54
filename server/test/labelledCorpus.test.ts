import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { requestOf } from "../src/compose/project/discovery";
import { Analyser } from "../src/workspace/analyse";
import { FileCache } from "../src/workspace/fileCache";
import { nodeFileSystem } from "../src/workspace/nodeFileSystem";
import { Projects } from "../src/workspace/projects";
import type { Report } from "../src/workspace/report";

interface Label {
  readonly path: string;
  readonly problems: readonly Problem[];
  readonly clean: boolean;
  readonly project?: readonly string[];
}

interface Problem {
  readonly line: number;
  readonly kind: string;
  readonly sub?: string;
  readonly service: string;
  readonly doubtful?: boolean;
}

// Files by other people, read and labelled by hand; they lie beside the checkout and are absent in a clone elsewhere.
const shared = path.join(import.meta.dirname, "..", "..", "..", "shared", "corpus");
const archive = path.join(shared, "public.tar.gz");
const isThere = existsSync(archive);
const labels = isThere
  ? readFileSync(path.join(shared, "labels.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Label)
  : [];
const root = isThere ? mkdtempSync(path.join(tmpdir(), "hostside-labels-")) : "";
if (isThere) execFileSync("tar", ["-xzf", archive, "-C", root]);
afterAll(() => {
  if (isThere) rmSync(root, { recursive: true, force: true });
});

/** The rules that are about a labelled kind of problem. */
const rulesFor: Readonly<Record<string, readonly string[]>> = {
  "host-ports-discarded": ["host-ports-discarded"],
  "host-and-networks": ["host-with-networks"],
  "host-port-conflict": ["host-port-conflict"],
  "duplicate-published-port": ["duplicate-published-port"],
  "service-mode-with-ports": ["shared-namespace-with-ports"],
  "undefined-network": ["undefined-network"],
  "host-links": ["host-links"],
  "invalid-port": ["invalid-port"],
  "undefined-service": ["undefined-service"],
  "mode-and-networks": ["network-mode-with-networks"],
  "service-mode-expose": ["shared-namespace-with-expose"],
  "service-mode-hostname": ["shared-namespace-with-hostname"],
  "service-mode-dns": ["shared-namespace-with-dns"],
  "service-mode-extra-hosts": ["shared-namespace-with-extra-hosts"],
  "service-mode-links": ["shared-namespace-with-links"],
  "service-mode-mac": ["mac-address-without-interface"],
};

/** Labels that are none of networking's business, with the reason. */
const notOurs: Readonly<Record<string, string>> = {
  "duplicate-container-name": "the names of containers are Compose's and the schema's business, not the network's",
};

/** What is at warning or above without a label, and why Docker does it all the same. */
const defended: Readonly<Record<string, string>> = {
  "docker__cli/cli/compose/loader/full-example.yml:12 build-network-unsupported":
    "BuildKit refuses a build on the network foo; the labeller looked at running containers",
  "docker__cli/cli/compose/loader/full-example.yml:221 stack-dnsrr-with-ingress":
    "docker stack deploy refuses the service (test/engine/stack.test.ts); the labeller looked at docker compose",
  "zhengqingya__docker-compose/docker-compose.yml:35 repeated-container-name":
    "Compose 2.40 refuses the container_name of a service with two replicas; the labeller looked at networks only",
  "zhengqingya__docker-compose/docker-compose.yml:72 host-replicas":
    "two containers in host mode; the labeller calls the same line doubtful for another reason",
  "magma__magma/lte/gateway/docker/docker-compose.yaml:309 undefined-service":
    "its profile switches gateway_ovs off, and Compose refuses the file with this very service; the labeller looked at names only",
  "magma__magma/lte/gateway/docker/docker-compose.yaml:438 undefined-service":
    "as the one above: Compose names whichever of the two it meets first",
  "magma__magma/orc8r/cloud/docker/docker-compose.logging.yml:30 duplicate-published-port":
    "labelled as doubtful: the file is only built from, but started it fails",
  "magma__magma/orc8r/cloud/docker/docker-compose.logging.yml:31 duplicate-published-port":
    "labelled as doubtful: the file is only built from, but started it fails",
  "tailscale-dev__ScaleTail/services/adguardhome/compose.yaml:62 redundant-depends-on":
    "measured: after `docker compose restart` of the owner it has `lo` alone; the labeller took the entry for redundant",
  "ilteoood__docker-surfshark/docker-compose.yml:28 redundant-depends-on":
    "measured: after `docker compose restart` of the owner it has `lo` alone; the labeller took the entry for redundant",
  "Rick45__quick-arr-Stack/docker-compose.yml:38 redundant-depends-on":
    "measured: after `docker compose restart` of the owner it has `lo` alone; the labeller took the entry for redundant",
  "openwisp__docker-openwisp/docker-compose.yml:9 redundant-depends-on":
    "measured: after `docker compose restart` of the owner it has `lo` alone; the labeller took the entry for redundant",
};

async function reportsOf(label: Label): Promise<readonly Report[]> {
  const file = path.join(root, "public", "files", label.path);
  const folder = path.dirname(file);
  const cache = new FileCache(nodeFileSystem);
  const projects = new Projects(cache, { environment: () => undefined });
  const found = await projects.folder(folder);
  const files = (label.project ?? [path.basename(file)]).map((name) => path.join(folder, name));
  const project = await projects.read(requestOf(files, folder, found, label.project ? "stated" : "alone"));
  const reports = new Analyser(cache).reports(project, {});
  // What stands in an included file is that file's, but for what a layer below the labelled file brings.
  return reports.filter((report) => report.file === file || report.related.some((other) => other.file === file));
}

const isAt = ({ range }: Report, line: number): boolean => range.start.line + 1 <= line && line <= range.end.line + 1;

describe.skipIf(!isThere)("files labelled by hand (skipped where ../shared is absent)", () => {
  // Without labels there is no other test here that could be counted as skipped.
  it("are there", () => {
    expect(labels.length).toBeGreaterThan(0);
  });

  it.each(labels.map((label) => [label.path, label] as const))("%s", async (_path, label) => {
    const reports = await reportsOf(label);
    const text = readFileSync(path.join(root, "public", "files", label.path), "utf8").split("\n");
    const explained = new Set<Report>();
    for (const problem of label.problems) {
      const kind = problem.kind === "other" ? (problem.sub ?? "") : problem.kind;
      if (kind in notOurs) continue;
      const rules = rulesFor[kind];
      // A label may stand on the key of a list of which the finding names one item.
      const indent = /^\s*/.exec(text[problem.line - 1] ?? "")?.[0].length ?? 0;
      const end = text.findIndex(
        (line, index) => index >= problem.line && /^\s*/.exec(line)?.[0].length === indent && !/^\s*-/.test(line),
      );
      const isKey = /:\s*(#.*)?$/.test(text[problem.line - 1] ?? "");
      const last = isKey ? (end < 0 ? text.length : end) : problem.line;
      const matching = reports.filter(
        (report) =>
          rules?.includes(report.rule) &&
          (isAt(report, problem.line) ||
            (report.range.start.line + 1 > problem.line && report.range.start.line + 1 <= last)),
      );
      matching.forEach((report) => explained.add(report));
      if (problem.doubtful !== true)
        expect(
          matching.map(({ rule }) => rule),
          `${problem.line} ${kind}`,
        ).not.toEqual([]);
    }
    const loud = reports.filter(({ severity }) => severity === "error" || severity === "warning");
    const unexplained = loud
      .filter((report) => !explained.has(report))
      .map(
        ({ file, range, rule }) =>
          `${path.relative(path.join(root, "public", "files"), file)}:${range.start.line + 1} ${rule}`,
      );
    expect(unexplained.filter((each) => !(each in defended))).toEqual([]);
  });
});
