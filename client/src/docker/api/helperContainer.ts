import { randomUUID } from "node:crypto";
import type { Connection } from "./connection";
import { createdId } from "./createdId";
import type { ExecResult } from "./engine";
import { helperLabel } from "./helperMark";
import { demultiplex } from "./multiplex";
import { mayHaveMade, removeHelper, removeHelperLater } from "./helperRemoval";
import { readAll } from "./readAll";
import { faultFrom } from "../fault";
import { record } from "../record";

/** A short-lived container of our own that reads and prints. It gets no capability, no writable file and no mount. */
export interface HelperContainer {
  /** An image that the engine has; none is ever pulled. */
  readonly image: string;
  readonly command: readonly string[];
  /** `host` or `container:ID`. */
  readonly networkMode: string;
}

/**
 * Runs a helper until its program ends and removes it, whatever happens in between. Only after the user's consent.
 * Throws EngineError.
 */
export async function runHelper(
  connection: Connection,
  helper: HelperContainer,
  outer?: AbortSignal,
): Promise<ExecResult> {
  const limit = connection.limits.call;
  const mark = connection.helperMark;
  // A person who finds one that was left over knows what it is.
  const name = `hostside-helper-${randomUUID().slice(0, 8)}`;
  const creation = {
    method: "POST",
    path: "/containers/create",
    query: { name },
    body: helperOptions(helper, mark),
  } as const;
  // Neither creation nor removal end with the caller's signal: nobody would know what is left to remove.
  const id = await connection
    .call(limit, undefined, async (signal) => createdId(await connection.ask(creation, signal)))
    .catch((error: unknown) => {
      if (mayHaveMade(faultFrom(error))) void removeHelperLater(connection, name, "maybe made");
      throw error;
    });
  const path = `/containers/${id}`;
  try {
    return await connection.call(limit, outer, async (signal) => {
      await connection.perform({ method: "POST", path: `${path}/start` }, signal);
      const { StatusCode } = record(await connection.ask({ method: "POST", path: `${path}/wait` }, signal));
      const both = { stdout: true, stderr: true };
      const log = await connection.open({ method: "GET", path: `${path}/logs`, query: both }, signal);
      return { ...demultiplex(await readAll(log)), exitCode: typeof StatusCode === "number" ? StatusCode : -1 };
    });
  } finally {
    await removeHelper(connection, id).catch((error: unknown) => {
      if (faultFrom(error).kind === "container-gone") return;
      void removeHelperLater(connection, id, "made");
      throw error;
    });
  }
}

/**
 * What the engine is asked to create (moby api/swagger.yaml, ContainerCreate): nobody without capabilities on a
 * read-only file system. Engines with userns-remap refuse host mode unless the host's user namespace comes with it
 * (docs/docker-behaviour.md#host-mode-userns). The log driver is named because another one may not be readable.
 */
function helperOptions({ image, command, networkMode }: HelperContainer, mark: string): object {
  return {
    Image: image,
    Entrypoint: [...command],
    Cmd: [],
    User: "65534:65534",
    Labels: { [helperLabel]: mark },
    HostConfig: {
      NetworkMode: networkMode,
      ...(networkMode === "host" ? { UsernsMode: "host" } : {}),
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges"],
      LogConfig: { Type: "json-file", Config: {} },
      RestartPolicy: { Name: "no" },
    },
  };
}
