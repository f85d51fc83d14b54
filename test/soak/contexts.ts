import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The configuration of Docker's command line in a home of the soak's own. */
export class Contexts {
  private readonly folder: string;

  constructor(
    home: string,
    private readonly engines: readonly { readonly name: string; readonly socket: string }[],
  ) {
    this.folder = path.join(home, ".docker");
    for (const { name, socket } of engines) {
      const meta = path.join(this.folder, "contexts", "meta", createHash("sha256").update(name).digest("hex"));
      mkdirSync(meta, { recursive: true });
      const context = { Name: name, Metadata: {}, Endpoints: { docker: { Host: `unix://${socket}` } } };
      writeFileSync(path.join(meta, "meta.json"), JSON.stringify(context));
    }
    this.use(0);
  }

  /** Makes this engine's context the current one, written beside and renamed as the command line does. */
  use(index: number): void {
    const file = path.join(this.folder, "config.json");
    writeFileSync(`${file}.new`, JSON.stringify({ currentContext: this.engines[index]?.name }));
    renameSync(`${file}.new`, file);
  }
}
