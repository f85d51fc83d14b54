import type { Localizer } from "../platform/localizer";

/** The two ports of the host that a walk takes, by what they are for; the numbers are the user's. */
export type PortName = "app" | "published";

/** Their numbers. */
export type WalkPorts = Readonly<Record<PortName, number>>;

/**
 * The network of a container: one that every engine has, the namespace of another container of the walk, or a network of
 * the walk's own, which is made for it.
 */
export type WalkNetwork = "bridge" | "host" | "none" | { readonly container: string } | { readonly network: string };

/** A container as a walk wants it. It runs the walk's image, whose program listens on the port `app`. */
export interface WalkContainer {
  /** What the walk calls it, such as `app1`: in no other walk. On the engine its name has a prefix (`nameOnEngine`). */
  readonly name: string;
  readonly network: WalkNetwork;
  /** The port of the host on which the engine publishes the port `app`. */
  readonly publish?: PortName;
  /** So many of its ports are published besides, each on a port of the host that the engine picks. */
  readonly publishMany?: number;
  /** The ports of the host that nobody else may have. */
  readonly needs: readonly PortName[];
  /** True where it is meant to end at once, as for a port that is taken. */
  readonly exits?: true;
  /** True where it may change the host: it only waits there, and what it sees is looked at from outside. */
  readonly privileged?: true;
  /** True where it only waits and listens on nothing, so that others may be asked from inside it. */
  readonly waits?: true;
}

/** Whether somebody answered at a port. */
export type Found = "answers" | "nothing";

/** Something that the reader may do in a step. Each is data: who plays it is `play.ts`, who writes it down `commandLine.ts`. */
export type Action = { readonly id: string } & (
  | { readonly kind: "run"; readonly container: WalkContainer }
  /** Asks for the page at `localhost`, or at another container, and says what the answer means. */
  | {
      readonly kind: "try";
      readonly from: "host" | { readonly container: string };
      /** The container that the answer is about, where it is asked from the host: without it nothing is said. */
      readonly about?: string;
      /** Another container of the walk, by its name or by its address; `localhost` where there is none. */
      readonly at?: { readonly name: string } | { readonly addressOf: string };
      readonly port: PortName;
      readonly says: Readonly<Record<Found, (l10n: Localizer, port: number) => string>>;
    }
  /** Says why a container has ended. */
  | { readonly kind: "why"; readonly container: string }
  /** Runs a command of Hostside on a container. `docker` is what shows the same in a terminal, NAME being the container. */
  | { readonly kind: "command"; readonly command: string; readonly container: string; readonly docker: string }
  /** Measures what it costs to start a container with many published ports, and one in host mode. */
  | { readonly kind: "manyPorts"; readonly published: WalkContainer; readonly host: WalkContainer }
  /** Measures what each way to a container costs here, by two containers that are removed again. */
  | { readonly kind: "cost" }
  /** Says what host mode is on the engine in use. */
  | { readonly kind: "engine" }
  /** Opens a page of Hostside. */
  | { readonly kind: "page"; readonly page: string }
  /** Removes everything that the walk started. */
  | { readonly kind: "cleanUp" }
);

/** Part of what completes a step: how a container is, what was found or done in this step, or that nothing is left. */
export type Condition =
  | {
      readonly kind: "container";
      readonly name: string;
      readonly is: "running" | "ended";
      readonly network: WalkNetwork;
      readonly published: boolean;
    }
  | { readonly kind: "tried"; readonly action: string; readonly found: Found }
  | { readonly kind: "done"; readonly action: string }
  | { readonly kind: "nothingLeft" };

/** What takes a step back: a container as it was before the step, or the name of one that goes. */
export type Undo =
  { readonly kind: "run"; readonly container: WalkContainer } | { readonly kind: "remove"; readonly container: string };

/**
 * A step of a walk. Its title and its words are in package.nls.json, below `walk.WALK.STEP`; a step without conditions is
 * complete once it was read.
 */
export interface Step {
  /** In kebab-case, within the walk. */
  readonly id: string;
  readonly actions: readonly Action[];
  /** All of these complete it. */
  readonly completedBy: readonly Condition[];
  readonly undo: readonly Undo[];
}

/** A walk: steps that are played in order on the user's own engine. */
export interface Walk {
  /** In kebab-case. */
  readonly id: string;
  /** The files beside which VS Code offers it. */
  readonly featuredFor: readonly string[];
  readonly steps: readonly Step[];
}

/** What has to be found for a step to be complete; an answer where its conditions say nothing of it. */
export function expectedOf({ completedBy }: Step, action: string): Found {
  const condition = completedBy.find((each) => each.kind === "tried" && each.action === action);
  return condition?.kind === "tried" ? condition.found : "answers";
}

/** What the links in the words of a step call it. */
export function stepName(walk: Walk, step: Step): string {
  return `${walk.id}/${step.id}`;
}

/** The context key that is true once a step was completed. */
export function stepKey(walk: Walk, step: Step): string {
  return `hostside.walk.${walk.id}.${step.id}`;
}

/** What a walk's container or network is called on the engine: whoever finds it there knows whose it is. */
export function nameOnEngine(name: string): string {
  return `hostside-${name}`;
}

/** The mode in which a container of this network is created, as `--network` takes it. */
export function modeOnEngine(network: WalkNetwork): string {
  if (typeof network === "string") return network;
  return "container" in network ? `container:${nameOnEngine(network.container)}` : nameOnEngine(network.network);
}

/** The containers that a walk starts, each as it is first started, and the networks of its own that they are on. */
export function madeBy({ steps }: Walk): { readonly containers: WalkContainer[]; readonly networks: string[] } {
  const started = steps.flatMap(({ actions }) =>
    actions.flatMap((action) => (action.kind === "run" ? [action.container] : [])),
  );
  const containers = started.filter(({ name }, at) => started.findIndex((each) => each.name === name) === at);
  const networks = containers.flatMap(({ network }) =>
    typeof network !== "string" && "network" in network ? [network.network] : [],
  );
  return { containers, networks: [...new Set(networks)] };
}
