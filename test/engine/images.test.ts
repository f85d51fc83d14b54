import { describe, expect, inject, test } from "vitest";
import { callEngineJson } from "../../scripts/engine/http.mjs";

interface ImageRow {
  readonly RepoTags: readonly string[] | null;
}

describe("the engine of the tests", () => {
  const socket = inject("dockerSocket");

  test("holds the tutorial's images, made on the spot", async () => {
    const images = await callEngineJson<readonly ImageRow[]>(socket, "/images/json");
    const tags = images.flatMap((image) => image.RepoTags ?? []).sort();
    expect(tags).toEqual(["busybox:latest", "hostside/scratch:latest", "nginx:alpine"]);
  });
});
