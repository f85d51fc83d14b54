import { mayMeet } from "../model/profiles";
import type { Service } from "../model/service";
import type { NameInUse } from "./refusal";

/**
 * The containers that Compose would have to give one name: those of two services, or several of one. Of the services that have a
 * `container_name`, in the project's order. Source: compose-go loader/validate.go, types/project.go (docs/docker-behaviour.md#container-names).
 */
export function* repeatedContainerNames(named: readonly Service[]): Generator<NameInUse> {
  const first = new Map<string, Service[]>();
  for (const service of named) {
    const { containerName, replicas, name } = service;
    if (containerName === undefined) continue;
    const refusal = { kind: "name-in-use", service, at: containerName.at } as const;
    if (replicas !== undefined && replicas.value > 1) {
      const words = `can't set container_name and ${name} as container name must be unique`;
      yield { ...refusal, words, other: undefined, onlyWith: [service] };
    }
    const before = first.get(containerName.value) ?? [];
    const other = before.find((each) => mayMeet(each, service));
    if (other !== undefined) {
      const words = `services.${name}: container name "${containerName.value}" is already in use by service`;
      yield { ...refusal, words, other, onlyWith: [other, service] };
    }
    first.set(containerName.value, [...before, service]);
  }
}
