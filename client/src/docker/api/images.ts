import { largestList, type Connection } from "./connection";
import { sanitize } from "../sanitize";
import { record } from "../record";

/** The names of the images that the engine has, each once, as `repository:tag`. Throws EngineError. */
export function listImageNames(connection: Connection, outer?: AbortSignal): Promise<string[]> {
  return connection.call(connection.limits.list, outer, async (signal) => {
    const answer = await connection.ask({ method: "GET", path: "/images/json" }, signal, largestList);
    if (!Array.isArray(answer)) throw new Error("it is no list");
    const names = (answer as readonly unknown[]).flatMap((image) => {
      const { RepoTags } = record(image);
      const tags: unknown[] = Array.isArray(RepoTags) ? RepoTags : [];
      return tags.filter((tag) => typeof tag === "string").filter((tag) => tag !== "<none>:<none>");
    });
    return [...new Set(names.map((name) => sanitize(name)))];
  });
}
