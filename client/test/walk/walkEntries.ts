import { walkLabel, walkLabelValue } from "../../src/docker/api/walkMark";
import { containerFrom, type Container } from "../../src/docker/inventory/container";
import type { WalkSettings } from "../../src/walk/creation";
import { hostNetworking } from "../../src/walk/hostNetworking/hostNetworking";
import { idOf } from "../docker/fakeEngine";

/** The user of these tests. */
export const user = "anna@laptop";

/** The usual settings of the walk. */
export const settings: WalkSettings = {
  ...{ walk: hostNetworking, user, image: "nginx:alpine", usernsRemap: false },
  ports: { app: 80, published: 2000 },
};

/** What an engine lists of a container of the walk. */
export function walkEntry(
  number: number,
  container: string,
  { network = "default", state = "running", published, by = user }: WalkEntryOptions = {},
): object {
  const mark = { walk: hostNetworking.id, container, user: by };
  return {
    ...{ Id: idOf(number), Names: [`/hostside-${container}`], Image: "nginx:alpine", State: state },
    Status: state === "exited" ? "Exited (1) 2 seconds ago" : "Up 2 seconds",
    Labels: { [walkLabel]: walkLabelValue(mark) },
    HostConfig: { NetworkMode: network },
    Ports: published === undefined ? [] : [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: published, Type: "tcp" }],
  };
}

interface WalkEntryOptions {
  readonly network?: string;
  readonly state?: string;
  readonly published?: number;
  readonly by?: string;
}

/** The same as it is held. */
export function walkContainer(...of: Parameters<typeof walkEntry>): Container {
  const container = containerFrom(walkEntry(...of));
  if (container === undefined) throw new Error("it is no container");
  return container;
}
