import fc from "fast-check";
import { cleanProject, listensOn } from "./cleanProject";
import { anyForm } from "./forms";
import { type Attributes, type JudgedProject, port, subnet } from "./project";

/** What people write by mistake. Gives the project with it in; undefined where the project has no place for it. */
interface Mistake {
  readonly name: string;
  readonly make: (project: JudgedProject, pick: number) => JudgedProject | undefined;
}

const has = (key: string) => (attributes: Attributes) => attributes[key] !== undefined;
const mode = (attributes: Attributes): string =>
  typeof attributes.network_mode === "string" ? attributes.network_mode : "";
const isHost = (attributes: Attributes): boolean => mode(attributes) === "host";
const isSharer = (attributes: Attributes): boolean => mode(attributes).startsWith("service:");
const isOnNetworks = (attributes: Attributes): boolean => mode(attributes) === "";
const any = (): boolean => true;

/** Says something else of one of the services that fit. */
function onService(
  name: string,
  fits: (attributes: Attributes) => boolean,
  say: (attributes: Attributes, others: readonly string[], name: string, pick: number) => Attributes | undefined,
): Mistake {
  return {
    name,
    make: (project, pick) => {
      const fitting = Object.keys(project.services).filter((each) => fits(project.services[each] ?? {}));
      const chosen = fitting[pick % Math.max(fitting.length, 1)];
      if (chosen === undefined) return undefined;
      const others = Object.keys(project.services).filter((each) => each !== chosen);
      const said = say(project.services[chosen] ?? {}, others, chosen, pick);
      if (said === undefined) return undefined;
      return { ...project, services: { ...project.services, [chosen]: { ...project.services[chosen], ...said } } };
    },
  };
}

/** Gives one service on networks a network with an address range of its own. */
function onOwnNetwork(name: string, network: Attributes, attachment: Attributes): Mistake {
  return {
    name,
    make: (project, pick) => {
      const made = onService(name, isOnNetworks, () => ({ networks: { lan: attachment } })).make(project, pick);
      return made && { ...made, networks: { ...made.networks, lan: network } };
    },
  };
}

const withRange = (range: string): Attributes => ({ ipam: { config: [{ subnet: range }] } });

/** The mistakes by what they are about; each alone breaks something that Docker or a program in a container shows. */
const mistakes: readonly Mistake[] = [
  // Discarded.
  onService("ports in host mode", isHost, (_, _others, name) => ({ ports: [`${port(50)}:${listensOn(name)}`] })),
  onService(
    "ports without a network",
    (each) => mode(each) === "none",
    () => ({ ports: [`${port(51)}:80`] }),
  ),
  onService("host mode for a publisher", has("ports"), () => ({ network_mode: "host", networks: undefinedKey })),
  {
    name: "an internal network",
    make: (project, pick) => {
      const networks = Object.keys(project.networks);
      const chosen = networks[pick % Math.max(networks.length, 1)];
      return chosen === undefined
        ? undefined
        : { ...project, networks: { ...project.networks, [chosen]: { internal: "true" } } };
    },
  },
  // Refused by Compose.
  onService("mode and networks", isOnNetworks, () => ({ network_mode: "host", networks: ["default"] })),
  onService("a network that is not declared", isOnNetworks, () => ({ networks: ["frnt"] })),
  onService("host as a network", isOnNetworks, () => ({ networks: ["host"] })),
  onService("waits for nobody", any, () => ({ depends_on: ["missing"] })),
  onService("shares with nobody", any, () => ({ network_mode: "service:missing", networks: undefinedKey })),
  onService("waits for a service that is off", any, (_, others) =>
    others[0] === undefined ? undefined : { profiles: ["debug"] },
  ),
  onService("waits in a circle", any, (_, others, name, pick) => {
    const other = others[pick % Math.max(others.length, 1)];
    return other === undefined ? undefined : { depends_on: [other, ...(pick % 2 === 0 ? [] : [name])] };
  }),
  onService("no port", isOnNetworks, () => ({ ports: ["localhost:80:80"] })),
  onService("networks without a value", isOnNetworks, () => ({ networks: null })),
  // Refused by the engine.
  onService("links in host mode", isHost, (_, [other]) => (other === undefined ? undefined : { links: [other] })),
  onService("a sysctl in host mode", isHost, () => ({ sysctls: { "net.core.somaxconn": "1024" } })),
  onService("a sysctl of a sharer", isSharer, () => ({ sysctls: { "net.ipv4.ip_forward": "1" } })),
  onService("ports of a sharer", isSharer, () => ({ ports: [`${port(52)}:80`] })),
  onService("expose of a sharer", isSharer, () => ({ expose: ["80"] })),
  onService("hostname of a sharer", isSharer, () => ({ hostname: "other" })),
  onService("dns of a sharer", isSharer, () => ({ dns: ["9.9.9.9"] })),
  onService("extra_hosts of a sharer", isSharer, () => ({ extra_hosts: ["x:10.0.0.1"] })),
  onService("a misspelt mode", any, (_, _others, _name, pick) => ({
    network_mode: ["Host", "hosts", "front", "None", "briddge"][pick % 5] ?? "Host",
    networks: undefinedKey,
    ports: undefinedKey,
  })),
  onService("uts with a hostname", any, () => ({ uts: "host", hostname: "other" })),
  onService("an address that is none", any, () => ({ extra_hosts: ["x:other"] })),
  {
    name: "host as an external network",
    make: (project, pick) => {
      const made = onService("", isOnNetworks, () => ({ networks: ["outside"] })).make(project, pick);
      return made && { ...made, networks: { ...made.networks, outside: { external: "true", name: "host" } } };
    },
  },
  {
    name: "host as a driver",
    make: (project, pick) => {
      const made = onService("", isOnNetworks, () => ({ networks: ["outside"] })).make(project, pick);
      return made && { ...made, networks: { ...made.networks, outside: { driver: "host" } } };
    },
  },
  // Addresses.
  onOwnNetwork("an address outside", withRange(`${subnet(1)}.0/24`), { ipv4_address: `${subnet(2)}.5` }),
  onOwnNetwork("an address without a range", {}, { ipv4_address: `${subnet(1)}.5` }),
  onOwnNetwork("the gateway's address", withRange(`${subnet(1)}.0/24`), { ipv4_address: `${subnet(1)}.1` }),
  onOwnNetwork("an address inside", withRange(`${subnet(1)}.0/24`), { ipv4_address: `${subnet(1)}.5` }),
  onOwnNetwork("a range with a host's bits", withRange(`${subnet(1)}.1/24`), {}),
  {
    name: "one address twice",
    make: (project) => {
      const [one, two] = Object.keys(project.services).filter((each) => isOnNetworks(project.services[each] ?? {}));
      if (one === undefined || two === undefined) return undefined;
      const fixed = { networks: { lan: { ipv4_address: `${subnet(1)}.5` } } };
      const services = { [one]: { ...project.services[one], ...fixed }, [two]: { ...project.services[two], ...fixed } };
      return {
        ...project,
        services: { ...project.services, ...services },
        networks: { ...project.networks, lan: withRange(`${subnet(1)}.0/24`) },
      };
    },
  },
  {
    name: "ranges that overlap",
    make: (project, pick) => {
      const made = onService("", isOnNetworks, () => ({ networks: ["lan", "wan"] })).make(project, pick);
      const ranges = { lan: withRange(`${subnet(1)}.0/24`), wan: withRange(`${subnet(1)}.128/25`) };
      return made && { ...made, networks: { ...made.networks, ...ranges } };
    },
  },
  // Conflicts.
  onService("one port twice", has("ports"), (_, _others, name) => ({
    ports: [`${port(53)}:${listensOn(name)}`, `${port(53)}:81`],
  })),
  onService("replicas of a publish", isOnNetworks, (_, _others, name) => ({
    ports: [`${port(54)}:${listensOn(name)}`],
    deploy: { replicas: 2 },
  })),
  onService("replicas of a range", isOnNetworks, (_, _others, name) => ({
    ports: [`${port(54)}-${port(55)}:${listensOn(name)}`],
    deploy: { replicas: 2 },
  })),
  {
    name: "two publish one port",
    make: (project, pick) => {
      const on = Object.keys(project.services).filter((each) => isOnNetworks(project.services[each] ?? {}));
      const [one, two] = on;
      if (one === undefined || two === undefined) return undefined;
      const addresses = ["", "127.0.0.1:", "0.0.0.0:", "127.0.0.2:", "[::1]:"];
      const publish = (name: string, address: string): Attributes => ({
        ...project.services[name],
        ports: [`${address}${port(56)}:${listensOn(name)}`],
      });
      const services = {
        [one]: publish(one, addresses[pick % 5] ?? ""),
        [two]: publish(two, addresses[(pick * 7) % 5] ?? ""),
      };
      return { ...project, services: { ...project.services, ...services } };
    },
  },
  {
    name: "a publish of a host-mode port",
    make: (project, pick) => {
      const host = Object.keys(project.services).filter((each) => isHost(project.services[each] ?? {}));
      const on = Object.keys(project.services).filter((each) => isOnNetworks(project.services[each] ?? {}));
      const [one, other] = [host[pick % Math.max(host.length, 1)], on[pick % Math.max(on.length, 1)]];
      if (one === undefined || other === undefined) return undefined;
      const services = {
        [one]: { ...project.services[one], expose: [listensOn(one)] },
        [other]: { ...project.services[other], ports: [`${listensOn(one)}:${listensOn(other)}`] },
      };
      return { ...project, services: { ...project.services, ...services } };
    },
  },
  // Names.
  onService("calls whom it cannot know", any, (_, others, _name, pick) => {
    const other = others[pick % Math.max(others.length, 1)];
    return other === undefined ? undefined : { environment: { PEER_URL: `http://${other}:${listensOn(other)}/` } };
  }),
  onService("calls localhost for a neighbour", isOnNetworks, (_, others, _name, pick) => {
    const other = others[pick % Math.max(others.length, 1)];
    return other === undefined ? undefined : { environment: { PEER_URL: `http://localhost:${listensOn(other)}/` } };
  }),
  {
    name: "calls the published port",
    make: (project) => {
      const names = Object.keys(project.services).filter((each) => isOnNetworks(project.services[each] ?? {}));
      const [one, two] = names;
      if (one === undefined || two === undefined) return undefined;
      const services = {
        [one]: { ...project.services[one], networks: ["default"], ports: [`${port(57)}:${listensOn(one)}`] },
        [two]: {
          ...project.services[two],
          networks: ["default"],
          environment: { PEER_URL: `http://${one}:${port(57)}/` },
        },
      };
      return { ...project, services: { ...project.services, ...services } };
    },
  },
  // Several files.
  {
    name: "an override with another port for a target",
    make: (project, pick) => {
      const made = onService("", isOnNetworks, (_, _o, name) => ({ ports: [`${port(58)}:${listensOn(name)}`] })).make(
        project,
        pick,
      );
      const changed = made && Object.keys(made.services).find((each) => made.services[each] !== project.services[each]);
      return made && changed !== undefined
        ? { ...made, override: { [changed]: { ports: [`${port(59)}:${listensOn(changed)}`] } } }
        : undefined;
    },
  },
  {
    name: "an override with host mode",
    make: (project, pick) => {
      const names = Object.keys(project.services);
      const chosen = names[pick % names.length];
      return chosen === undefined ? undefined : { ...project, override: { [chosen]: { network_mode: "host" } } };
    },
  },
];

/** Stands for a key that is taken away. */
const undefinedKey = "@remove@";

function withoutRemoved(project: JudgedProject): JudgedProject {
  const services = Object.entries(project.services).map(([name, attributes]) => [
    name,
    Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefinedKey)),
  ]);
  return { ...project, services: Object.fromEntries(services) as JudgedProject["services"] };
}

/** Calls show themselves only where everything starts: they come more often than the others. */
const anyMistake = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...mistakes) },
  { weight: 1, arbitrary: fc.constantFrom(...mistakes.filter(({ name }) => name.startsWith("calls "))) },
);

/** Clean projects with no, one or two mistakes put into them, as people write them. */
export const judgedProject: fc.Arbitrary<JudgedProject> = fc
  .record({
    project: cleanProject,
    made: fc.array(fc.record({ mistake: anyMistake, pick: fc.nat({ max: 59 }) }), { maxLength: 2 }),
    form: anyForm,
  })
  .map(({ project, made, form }) =>
    form(
      made.reduce((before, { mistake, pick }) => {
        const after = mistake.make(before, pick);
        return after === undefined
          ? before
          : withoutRemoved({ ...after, mistakes: [...before.mistakes, mistake.name] });
      }, project),
    ),
  );
