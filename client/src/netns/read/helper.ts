import { EngineError, faultFrom } from "../../docker/fault";
import { runHelper } from "../../docker/api/helperContainer";
import { sanitize } from "../../docker/sanitize";
import { NamespaceError } from "./fault";
import type { HelperSubject, Prober } from "./prober";
import { networkFiles } from "../parse/procNet";
import { catCommand, splitProcNet, textsOfProcNet } from "../parse/procNetSplit";
import { readingLog } from "./readingLog";
import type { ReadRequest } from "./request";
import { readingScript } from "./script";

/**
 * Reads a namespace by a container of our own that joins it, from an image that is there already. Undefined where the
 * user does not want one. Throws {@link NamespaceError} where it was wanted and did not work.
 */
export async function textsByHelper(
  prober: Prober,
  subject: HelperSubject,
  request: ReadRequest,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string> | undefined> {
  const image = await prober.helperImage?.(subject, signal);
  if (image === undefined) return undefined;
  const networkMode = subject.kind === "host" ? "host" : `container:${subject.container.id}`;
  const script = readingScript(request);
  const files = [...networkFiles, ...(request.procNet ?? [])];
  const cat = catCommand(files);
  const refusals: string[] = [];
  for (const command of [script.command, cat]) {
    try {
      const { stdout, stderr } = await runHelper(prober.engine.connection, { image, command, networkMode }, signal);
      const texts = command === cat ? textsOfProcNet(splitProcNet(stdout, files)) : script.parse(stdout);
      if (texts !== undefined && texts.size > 0) return texts;
      refusals.push(sanitize(stderr));
    } catch (error) {
      const fault = faultFrom(error);
      if (fault.kind === "cancelled" || fault.kind === "timeout") throw new NamespaceError({ kind: "engine", fault });
      // An image without a shell is refused at the start; without `cat` too, it is of no use here.
      refusals.push(error instanceof EngineError ? fault.detail : sanitize(String(error)));
    }
  }
  const detail = refusals.at(-1) ?? "";
  const name = subject.kind === "host" ? undefined : subject.container.name;
  readingLog(prober.log, name).refused("helper", `the image ${sanitize(image)} could not read it: ${detail}`);
  throw new NamespaceError({ kind: "helper", image, detail });
}
