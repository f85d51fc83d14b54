import { walkLabel, walkLabelValue } from "../docker/api/walkMark";
import { asksForHostUsers, firstOfMany, markOf, programFor, type WalkSettings } from "./creation";
import { madeBy, modeOnEngine, nameOnEngine, type Action, type WalkContainer } from "./walk";

/** The command that does in a terminal what an action does; undefined where there is none, as for a page. */
export function commandLineOf(action: Action, settings: WalkSettings): string | undefined {
  const { walk, ports } = settings;
  switch (action.kind) {
    case "run":
      return runLine(action.container, settings);
    case "try": {
      const url = `http://${hostOf(action.at)}:${ports[action.port]}`;
      if (action.from === "host") return `curl ${url}`;
      return `docker exec ${nameOnEngine(action.from.container)} curl -s ${url}`;
    }
    case "command":
      return action.docker.replaceAll("NAME", nameOnEngine(action.container));
    case "why":
      return `docker logs ${nameOnEngine(action.container)}`;
    case "manyPorts":
      return runLine(action.published, settings);
    case "engine":
      return "docker info";
    case "cost":
    case "page":
      return undefined;
    case "cleanUp": {
      const { containers, networks } = madeBy(walk);
      const names = containers.map(({ name }) => nameOnEngine(name));
      const lines = [`docker rm -f -v ${names.join(" ")}`];
      if (networks.length > 0) lines.push(`docker network rm ${networks.map(nameOnEngine).join(" ")}`);
      return lines.join("; ");
    }
  }
}

/** The host of the address that is asked, as a shell takes it. */
function hostOf(at: Extract<Action, { kind: "try" }>["at"]): string {
  if (at === undefined) return "localhost";
  if ("name" in at) return nameOnEngine(at.name);
  const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
  return `$(docker inspect -f ${quoted(format)} ${nameOnEngine(at.addressOf)})`;
}

/** The command that starts a container: with its label, so that what was started by hand completes a step too, and *Clean Up* removes it. */
export function runLine(container: WalkContainer, settings: WalkSettings): string {
  const { image, ports } = settings;
  const { network } = container;
  const label = quoted(`${walkLabel}=${walkLabelValue(markOf(container, settings))}`);
  return [
    ...(typeof network !== "string" && "network" in network ? [`${networkLine(network.network, settings)};`] : []),
    ...["docker run -d", "--name", nameOnEngine(container.name)],
    ...(network === "bridge" ? [] : [`--network ${modeOnEngine(network)}`]),
    ...(container.privileged === true ? ["--privileged"] : []),
    ...(asksForHostUsers(container, settings) ? ["--userns host"] : []),
    ...(container.publish === undefined ? [] : ["-p", `${ports[container.publish]}:${ports.app}`]),
    ...(container.publishMany === undefined ? [] : ["-p", `${firstOfMany}-${firstOfMany + container.publishMany - 1}`]),
    ...["--label", label, quoted(image), ...(programFor(container, ports.app) ?? []).map(quoted)],
  ].join(" ");
}

/** Says that the network exists where it does, and goes on. */
function networkLine(network: string, { walk, user }: WalkSettings): string {
  const label = `${walkLabel}=${walkLabelValue({ walk: walk.id, container: network, user })}`;
  return `docker network create --label ${quoted(label)} ${nameOnEngine(network)}`;
}

/** A word of a POSIX shell: in single quotes where it holds anything that a shell reads. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
