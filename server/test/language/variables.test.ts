import { describe, expect, it } from "vitest";
import type { LiveHost } from "../../../shared/protocol";
import { inEnglish } from "../../../shared/text";
import { completionsInVariables } from "../../src/language/variables/complete";
import { hoverInVariables } from "../../src/language/variables/hover";
import { markedFiles } from "./markedFiles";

const files = `#- compose.yaml
services:
  web:
    image: nginx
    ports: ["\${WEB_PORT}:80"]
    environment:
      API: "http://\${API_HOST}:9000/\${UNUSED_HERE:-}"
      PASSWORD: \${PASSWORD}
  api:
    image: api
    env_file: [api.env]
    expose: ["9000"]
  side:
    image: side
    network_mode: host
    env_file: [api.env]
  db:
    image: postgres
#- .env
WEB_PORT=8080
API_HOST=api
PASSWORD=hunter2
export NOBODY = x
#- api.env
# the database
DATABASE_URL="postgres://u:p@db:5432/x"
HOST=
`;

async function hover(file: string, at: string): Promise<readonly [string, string] | undefined> {
  const { texts, projects, parsed } = await markedFiles(files);
  const text = texts[`/p/${file}`] ?? "";
  const found = hoverInVariables(`/p/${file}`, text, text.indexOf(at), projects, parsed);
  return found && [text.slice(found.start, found.end), found.lines.map(inEnglish).join("\n")];
}

const quiet: LiveHost = { containers: [], ports: [] };

async function completed(
  file: string,
  from: string,
  to: string,
  fixture = files,
  live: LiveHost = quiet,
): Promise<string[]> {
  const changed = fixture.replace(from, to.replace("|", ""));
  const { texts, projects, parsed } = await markedFiles(changed);
  const text = texts[`/p/${file}`] ?? "";
  const offset = text.indexOf(to.replace("|", "")) + to.indexOf("|");
  return completionsInVariables(`/p/${file}`, text, offset, projects, parsed, live).map(
    ({ start, end, newText }) => `${text.slice(start, end)} => ${newText}`,
  );
}

describe("a hover in a file of variables", () => {
  it("says for a name who uses it, and what it comes to there", async () => {
    expect(await hover(".env", "WEB_PORT")).toEqual([
      "WEB_PORT",
      "`WEB_PORT` is used in:\n- `ports` of `web`, `compose.yaml:4`: **8080 on every address of this host, IPv4 and IPv6 → `web`, port 80/tcp**",
    ]);
    const [word, api = ""] = (await hover(".env", "API_HOST")) ?? [];
    expect(word).toBe("API_HOST");
    expect(api).toContain("- `environment.API` of `web`, `compose.yaml:6`: `http://api:9000/`");
    expect(api).toContain("`api` resolves in `web` over the network `default`");
  });

  it("says for a host in a value what it leads to, from each service that gets it", async () => {
    const [word, lines = ""] = (await hover("api.env", "db:5432")) ?? [];
    expect(word).toBe("db:5432");
    expect(lines).toContain("`db` resolves in `api` over the network `default`");
    expect(lines).toContain("**Does not resolve.**");
    expect((await hover("api.env", "DATABASE_URL"))?.[1]).toMatch(
      /^`DATABASE_URL` is in the environment of `api`, `side`\./,
    );
  });

  it("shows no secret, and says where nobody uses a name", async () => {
    expect((await hover(".env", "PASSWORD"))?.[1]).toBe(
      "`PASSWORD` is used in:\n- `environment.PASSWORD` of `web`, `compose.yaml:7`",
    );
    expect((await hover(".env", "NOBODY"))?.[1]).toMatch(/^No Compose file uses `NOBODY`: /);
    expect(await hover("api.env", "# the")).toBeUndefined();
  });
});

describe("completion in a file of variables", () => {
  it("offers the hosts that the services which get the value reach, with their container ports", async () => {
    expect(await completed("api.env", "HOST=\n", "HOST=|\n")).toContain(" => db:5432");
    expect(await completed("api.env", "@db:5432/x", "@d|/x")).toContain("d => db:5432");
    expect(await completed(".env", "API_HOST=api\n", "API_HOST=a|\n")).toContain("a => api");
  });

  it("offers nothing where no service gets it, and nothing in a name", async () => {
    expect(await completed(".env", "NOBODY = x", "NO_HOST=|")).toEqual([]);
    expect(await completed("api.env", "HOST=\n", "HO|ST=\n")).toEqual([]);
  });

  it("offers a free port of the host where a service publishes by the value", async () => {
    expect(await completed(".env", "WEB_PORT=8080", "WEB_PORT=|")).toEqual([" => 8080"]);
    expect(await completed(".env", "WEB_PORT=8080", "WEB_PORT=80|80")).toEqual(["8080 => 8080"]);
    expect(await completed(".env", "WEB_PORT=8080", 'WEB_PORT="80|"')).toEqual(["80 => 8080"]);
    expect(await completed(".env", "WEB_PORT=8080", "WEB_PORT=x|")).toEqual([]);
  });

  it("offers none that another service publishes, or that somebody else has on the host", async () => {
    const fixture = files.replace("image: postgres", "image: postgres\n    ports: ['8080:5432']");
    expect(await completed(".env", "WEB_PORT=8080", "WEB_PORT=|", fixture)).toEqual([" => 8081"]);
    const live: LiveHost = {
      containers: [],
      ports: [
        { port: 8081, project: "other" },
        { port: 8082, project: "p" },
      ],
    };
    expect(await completed(".env", "WEB_PORT=8080", "WEB_PORT=|", fixture, live)).toEqual([" => 8082"]);
  });

  it.each<[string, string[]]>([
    ['"127.0.0.1:${WEB_PORT}:80"', [" => 8080"]],
    ['"${WEB_PORT:-9000}:80/tcp"', [" => 8080"]],
    ['"${WEB_PORT}:${INSIDE:-3000}"', [" => 3000"]],
    ["{ published: '${WEB_PORT}', target: 90 }", [" => 8090"]],
    ['"${WEB_PORT}:${WEB_PORT}"', []],
    ['"8080:${WEB_PORT}"', []],
    ['"${WEB_PORT}-9000:80"', []],
    ['"${WEB_PORT}"', []],
  ])("of an item %s", async (item, expected) => {
    const fixture = files.replace('"${WEB_PORT}:80"', item);
    expect(await completed(".env", "WEB_PORT=8080", "WEB_PORT=|", fixture)).toEqual(expected);
  });

  it("offers none where the service has no network of its own", async () => {
    const fixture = files.replace("image: nginx", "image: nginx\n    network_mode: host");
    expect(await completed(".env", "WEB_PORT=8080", "WEB_PORT=|", fixture)).toEqual([]);
  });
});
