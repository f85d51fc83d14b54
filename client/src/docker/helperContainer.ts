import type { Connection } from "./connection";
import { createdId } from "./createdId";
import type { ExecResult } from "./engine";
import { demultiplex } from "./multiplex";
import { readAll } from "./readAll";
import { record } from "./record";

/** Marks our helper containers, so that views leave them out and a person knows whose they were. */
export const helperLabel = "hostside.helper";

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
  // Neither creation nor removal end with the caller's signal: nobody would know what is left to remove.
  const id = await connection.call(limit, undefined, async (signal) =>
    createdId(
      await connection.ask({ method: "POST", path: "/containers/create", body: helperOptions(helper) }, signal),
    ),
  );
  const path = `/containers/${id}`;
  try {
    return await connection.call(limit, outer, async (signal) => {
      await connection.tell({ method: "POST", path: `${path}/start` }, signal);
      const { StatusCode } = record(await connection.ask({ method: "POST", path: `${path}/wait` }, signal));
      const query = { stdout: true, stderr: true };
      const log = await connection.open({ method: "GET", path: `${path}/logs`, query }, signal);
      return { ...demultiplex(await readAll(log)), exitCode: typeof StatusCode === "number" ? StatusCode : -1 };
    });
  } finally {
    await connection.call(limit, undefined, (signal) =>
      connection.tell({ method: "DELETE", path, query: { force: true, v: true } }, signal),
    );
  }
}

/**
 * What the engine is asked to create (moby api/swagger.yaml, ContainerCreate): nobody without capabilities on a
 * read-only file system. Engines with userns-remap refuse host mode unless the host's user namespace comes with it
 * (docs/docker-behaviour.md#host-mode-userns). The log driver is named because another one may not be readable.
 */
function helperOptions({ image, command, networkMode }: HelperContainer): object {
  return {
    Image: image,
    Entrypoint: [...command],
    Cmd: [],
    User: "65534:65534",
    Labels: { [helperLabel]: "1" },
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
