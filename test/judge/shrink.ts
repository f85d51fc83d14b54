import type { Attributes, JudgedProject } from "./project";
import { shrunk } from "./shrunk";

/** So many smaller projects are tried at most: each takes seconds. */
const mostTries = 25;

/** Takes away whatever can go while the project still shows the same. */
export function shrunkProject(
  project: JudgedProject,
  showsTheSame: (smaller: JudgedProject) => Promise<boolean>,
): Promise<JudgedProject> {
  return shrunk(project, smallerThan, mostTries, showsTheSame);
}

function* smallerThan(project: JudgedProject): Generator<JudgedProject> {
  const { override, ...rest } = project;
  if (override !== undefined) yield rest;
  for (const name of Object.keys(project.services)) {
    // Whoever calls a service by name would see something else without it.
    if (Object.keys(project.services).length > 1 && !isNamed(project, name))
      yield { ...project, services: without(project.services, name) };
  }
  for (const [name, attributes] of Object.entries(project.services)) {
    for (const key of Object.keys(attributes)) {
      if (key === "image" || key === "command") continue;
      yield { ...project, services: { ...project.services, [name]: without(attributes, key) } };
    }
  }
  for (const name of Object.keys(project.networks)) yield { ...project, networks: without(project.networks, name) };
}

/** Whether another service has its name, or the port on which it listens, anywhere but in its command. */
function isNamed(project: JudgedProject, name: string): boolean {
  const others = Object.entries(project.services).filter(([each]) => each !== name);
  const said = others.map(([, attributes]) => ({ ...attributes, command: "" }));
  const text = JSON.stringify([said, project.files ?? {}]);
  const ports = /@P\d\d@/gu.exec(JSON.stringify(project.services[name]?.command ?? "")) ?? [];
  return new RegExp(`\\b${name}\\b`, "u").test(text) || ports.some((each) => text.includes(each));
}

function without<T extends Attributes | JudgedProject["services"]>(of: T, key: string): T {
  return Object.fromEntries(Object.entries(of).filter(([each]) => each !== key)) as T;
}
