import { randomUUID } from "node:crypto";
import { faultFrom } from "../fault";
import type { Connection } from "./connection";
import { createdId } from "./createdId";
import { helperLabel } from "./helperMark";
import { mayHaveMade, removeHelper, removeHelperLater } from "./helperRemoval";

/** A short-lived container of our own. It gets no capability, no writable file and no mount. */
export interface HelperContainer {
  /** An image that the engine has; none is ever pulled. */
  readonly image: string;
  readonly command: readonly string[];
  /** `host`, `container:ID` or a network. */
  readonly networkMode: string;
}

/**
 * Makes a helper, and does not start it; `more` are settings of its host besides. Whoever makes one ends it by
 * {@link endHelper}. Resolves to its ID; throws EngineError.
 */
export async function createHelper(
  connection: Connection,
  helper: HelperContainer,
  more: { readonly ExposedPorts?: object; readonly HostConfig?: object } = {},
): Promise<string> {
  // A person who finds one that was left over knows what it is.
  const name = `hostside-helper-${randomUUID().slice(0, 8)}`;
  const { HostConfig, ...options } = helperOptions(helper, connection.helperMark);
  const body = { ...options, ...more, HostConfig: { ...HostConfig, ...more.HostConfig } };
  const creation = { method: "POST", path: "/containers/create", query: { name }, body } as const;
  // Neither creation nor removal end with the caller's signal: nobody would know what is left to remove.
  try {
    return await connection.call(connection.limits.call, undefined, async (signal) =>
      createdId(await connection.ask(creation, signal)),
    );
  } catch (error) {
    if (mayHaveMade(faultFrom(error))) void removeHelperLater(connection, name, "maybe made");
    throw error;
  }
}

/** Removes a helper, later where the engine cannot do it now. Throws EngineError then. */
export async function endHelper(connection: Connection, id: string): Promise<void> {
  await removeHelper(connection, id).catch((error: unknown) => {
    if (faultFrom(error).kind === "container-gone") return;
    void removeHelperLater(connection, id, "made");
    throw error;
  });
}

/**
 * What the engine is asked to create (moby api/swagger.yaml, ContainerCreate): nobody without capabilities on a
 * read-only file system. Engines with userns-remap refuse host mode unless the host's user namespace comes with it
 * (docs/docker-behaviour.md#host-mode-userns). The log driver is named because another one may not be readable.
 */
function helperOptions({ image, command, networkMode }: HelperContainer, mark: string) {
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
