import { describe, expect, it } from "vitest";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { MemoryFiles, reportsIn } from "./projectFiles";

const sharer = (values: string): string =>
  `services:
  app: {image: example/app:1, network_mode: host, ${values}}
  db: {image: postgres:16, ports: ["15432:5432"]}
`;

/** Where the name is found, and what the first fix would leave of the file that it changes. */
async function found(files: Record<string, string>): Promise<string[]> {
  const all = await reportsIn(files, "compose.yaml", ({ file, range: { start, end }, rule, takenBy, fixes }) => {
    if (rule !== "unresolvable-name") return "";
    const place = `${file.slice(3)}:${start.line + 1}:${start.character + 1}-${end.character + 1}`;
    const [edit] = fixes()[0]?.edits ?? [];
    const taken = takenBy === undefined ? "" : ` taken by ${takenBy.slice(3)}`;
    const at = edit && `${edit.file.slice(3)}:${edit.range.start.line + 1}:${edit.range.start.character + 1}`;
    return `${place}${taken} fixed at ${at ?? "no place"}`;
  });
  return all.filter((line) => line !== "");
}

describe("a value that a file of variables gives stands there", () => {
  it.each([
    ["plain", "URL=http://db:5432", "1:12-19"],
    ["with quotes, a comment and `export`", '# x\r\nexport URL="http://db:5432" # y\r\n', "2:20-27"],
    ["behind a byte order mark", "\uFEFFURL='http://db:5432'", "1:14-21"],
    ["last of two", "URL=x\nURL=http://db:5432\n", "2:12-19"],
  ])("%s, of an env_file", async (_, text, place) => {
    const files = { "/p/compose.yaml": sharer("env_file: [app.env]"), "/p/app.env": text };
    expect(await found(files)).toEqual([
      `app.env:${place} taken by compose.yaml fixed at app.env:${place.split("-")[0] ?? ""}`,
    ]);
  });

  it("raw, where a quote is a part of the value", async () => {
    const env = "env_file: [{path: app.env, format: raw}]";
    const files = { "/p/compose.yaml": sharer(env), "/p/app.env": 'A="\r\nURL= http://db:5432\r\n' };
    expect(await found(files)).toEqual(["app.env:2:13-20 taken by compose.yaml fixed at app.env:2:13"]);
  });

  it("as a whole and without a fix, where an escape or another variable is in it", async () => {
    const files = { "/p/compose.yaml": sharer("env_file: app.env"), "/p/app.env": 'H=db\nURL="http://${H}:5432\\n"\n' };
    expect(await found(files)).toEqual(["app.env:2:6-24 taken by compose.yaml fixed at no place"]);
  });

  it("of .env, also where text and other variables stand around it", async () => {
    const compose = sharer('environment: {URL: "${SCHEME}${ADDRESS}/${PATH-x}"}');
    const files = { "/p/compose.yaml": compose, "/p/.env": "SCHEME=http://\nADDRESS=db:5432\n" };
    expect(await found(files)).toEqual([".env:2:9-16 taken by compose.yaml fixed at .env:2:9"]);
  });

  it.each([
    ["a default", "${U:-http://db:5432/}"],
    ["a default in a default", "${U:-${V-http://db:5432}}"],
    ["a text around an unknown variable", "http://db:5432/${UNKNOWN}"],
    ["a text behind a known one", "x$$ ${A} http://db:5432"],
  ])("of %s in the Compose file, exactly there", async (_, value) => {
    const compose = sharer(`environment: {URL: '${value}'}`);
    const column = (compose.split("\n")[1] ?? "").indexOf("db:5432") + 1;
    const files = { "/p/compose.yaml": compose, "/p/.env": "A=some long text\n" };
    expect(await found(files)).toEqual([`compose.yaml:2:${column}-${column + 7} fixed at compose.yaml:2:${column}`]);
  });

  it("and a comment above suppresses it there, and one where the file is named", async () => {
    const compose = sharer("env_file: app.env");
    const ignored = "# hostside-ignore unresolvable-name\n";
    const text = "URL=http://db:5432\n";
    expect(await found({ "/p/compose.yaml": compose, "/p/app.env": ignored + text })).toEqual([]);
    const named = compose.replace("  app", `  ${ignored}  app`);
    expect(await found({ "/p/compose.yaml": named, "/p/app.env": text })).toEqual([]);
    expect(await found({ "/p/compose.yaml": compose, "/p/app.env": `#hostside-ignore other\n${text}` })).toHaveLength(
      1,
    );
  });
});

describe("a service with an env_file", () => {
  it("is the same object after an edit elsewhere, so that nothing is found anew for it", async () => {
    const compose = "services:\n  app: {image: a, env_file: app.env}\n  web: {image: b}\n";
    const cache = new FileCache(new MemoryFiles({ "/p/compose.yaml": compose, "/p/app.env": "A=http://web:80\n" }));
    const projects = new Projects(cache, { environment: () => undefined });
    const app = async () => (await projects.of("/p/compose.yaml", ["/p"]))[0]?.services.get("app");
    cache.open("/p/compose.yaml", compose);
    const before = await app();
    cache.open("/p/compose.yaml", compose.replace("image: b", "image: bc"));
    expect(before?.environment).toHaveLength(1);
    expect(await app()).toBe(before);
    cache.open("/p/app.env", "A=http://web:81\n");
    expect(await app()).not.toBe(before);
  });
});
