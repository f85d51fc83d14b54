import fc from "fast-check";
import type { Node } from "../agreement/yamlText";
import type { Attributes, JudgedProject } from "./project";

/** Another way to write the same project. It means the same to Docker, whatever is wrong with it. */
type Form = (project: JudgedProject) => JudgedProject;

const plain: Form = (project) => project;

/** The published ports come from variables of `.env`. */
const dotenv: Form = (project) => {
  const lines: string[] = [];
  const services = mapped(project.services, (attributes, name) => {
    const { ports } = attributes;
    if (!Array.isArray(ports)) return attributes;
    const written = (ports as readonly Node[]).map((item, index): Node => {
      const [, before = "", published, after = ""] =
        typeof item === "string" ? (/^(.*:)?(@P\d\d@)(:@P\d\d@)$/u.exec(item) ?? []) : [];
      if (published === undefined) return item;
      const variable = `${name.toUpperCase()}_PORT_${index}`;
      lines.push(`${variable}=${published}`);
      return `${before}\${${variable}}${after}`;
    });
    return { ...attributes, ports: written };
  });
  return lines.length === 0
    ? project
    : { ...project, services, files: { ...project.files, ".env": `${lines.join("\n")}\n` } };
};

/** What a service calls stands in a file of `env_file`. */
const envFile: Form = (project) => {
  const files: Record<string, string> = {};
  const services = mapped(project.services, (attributes, name) => {
    const { environment, ...rest } = attributes;
    const url =
      typeof environment === "object" && environment !== null && "PEER_URL" in environment && environment.PEER_URL;
    if (typeof url !== "string") return attributes;
    files[`${name}.env`] = `# Whom it calls\nPEER_URL="${url}"\n`;
    return { ...rest, env_file: [`${name}.env`] };
  });
  return { ...project, services, files: { ...project.files, ...files } };
};

/** What all services say alike stands in one anchor, which they take over by a merge key. */
const anchor: Form = (project) => {
  const all = Object.values(project.services);
  const [first = {}] = all;
  const alike = Object.entries(first).filter(([key, value]) =>
    all.every((each) => JSON.stringify(each[key]) === JSON.stringify(value)),
  );
  if (all.length < 2 || alike.length === 0) return project;
  const keys = new Set(alike.map(([key]) => key));
  const services = mapped(project.services, (attributes) => ({
    "<<": "*shared",
    ...Object.fromEntries(Object.entries(attributes).filter(([key]) => !keys.has(key))),
  }));
  return { ...project, services, shared: { "&": "shared", ...Object.fromEntries(alike) } };
};

/** The ways in which people write a project. */
export const anyForm: fc.Arbitrary<Form> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(plain) },
  { weight: 1, arbitrary: fc.constantFrom(dotenv, envFile, anchor) },
);

function mapped(
  services: JudgedProject["services"],
  change: (attributes: Attributes, name: string) => Attributes,
): JudgedProject["services"] {
  return Object.fromEntries(Object.entries(services).map(([name, attributes]) => [name, change(attributes, name)]));
}
