import { shrunk } from "../shrunk";
import type { Scene } from "./scene";

/** So many smaller scenes are tried at most: each takes seconds. */
const mostTries = 12;

/** Takes away whatever can go while the scene still shows the same. */
export function shrunkScene(scene: Scene, showsTheSame: (smaller: Scene) => Promise<boolean>): Promise<Scene> {
  return shrunk(scene, smallerThan, mostTries, showsTheSame);
}

function* smallerThan(scene: Scene): Generator<Scene> {
  const { containers, onHost, rule } = scene;
  if (rule !== "none") yield { ...scene, rule: "none" };
  if (onHost.length > 0) yield { ...scene, onHost: [] };
  for (const index of containers.keys()) {
    // Later containers may share the network of this one.
    const isShared = containers.some(({ mode }) => mode.kind === "shares" && mode.other >= index);
    if (containers.length > 1 && !isShared) yield { ...scene, containers: containers.toSpliced(index, 1) };
  }
  for (const [index, container] of containers.entries()) {
    if (container.publishes.length > 0)
      yield { ...scene, containers: containers.with(index, { ...container, publishes: [] }) };
  }
}
