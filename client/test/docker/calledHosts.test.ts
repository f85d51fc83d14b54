import { expect, it } from "vitest";
import { calledHosts } from "../../src/docker/api/calledHosts";
import { networkNames } from "../../src/docker/api/networkNames";

const of = (Config: object, more: object = {}): string[] => calledHosts({ Config, ...more }).map(({ name }) => name);

it.each<[string, object, readonly string[]]>([
  ["a variable whose value is a host", { Env: ["DB_HOST=db"] }, ["db"]],
  ["a URL with a password, of which nothing else is kept", { Env: ["URL=postgres://u:s3cret@db:5432/app"] }, ["db"]],
  ["a connection string", { Env: ["DATABASE_DSN=Host=db;Password=s3cret"] }, ["db"]],
  ["the words of a command", { Entrypoint: ["wait"], Cmd: ["--host", "db", "http://api:80/"] }, ["db", "api"]],
  ["a line of a shell", { Cmd: ["sh", "-c", "until nc -z db 5432; do sleep 1; done"] }, ["db"]],
  ["a health check", { Healthcheck: { Test: ["CMD", "curl", "http://api:8080/"] } }, ["api"]],
  ["each once", { Env: ["DB_HOST=db"], Cmd: ["http://db/", "http://db/x"] }, ["db", "db"]],
  ["nothing that stands for the host", { Env: ["DB_HOST=localhost", "A_HOST=host.docker.internal"] }, []],
  ["nothing that a browser reads", { Env: ["VITE_API_URL=http://api:80"] }, []],
  ["nothing that is allowed or pulled", { Env: ["NO_PROXY=db:80", "DB_IMAGE=registry:5000/db"] }, []],
  ["no name of its own", { Hostname: "web", Env: ["SELF_URL=http://web:80"] }, []],
])("reads %s", (_, config, expected) => {
  expect(of(config)).toEqual(expected);
});

it("leaves out what stands in the container's own /etc/hosts, and the links that are its own", () => {
  const Config = { Env: ["A_HOST=a", "B_HOST=b", "C_HOST=c", "D_HOST=d"] };
  const HostConfig = { ExtraHosts: ["a:10.0.0.1"], Links: ["/shop-b-1:/shop-web-1/b"] };
  expect(of(Config, { HostConfig, NetworkSettings: { Networks: { back: { Links: ["shop-c-1:c"] } } } })).toEqual(["d"]);
});

it("tells the names of a list together, and what a variable is called", () => {
  const Config = { Env: ["REDIS_NODES=one,two"] };
  const among = ["one", "two"];
  expect(calledHosts({ Config })).toEqual([
    { name: "one", among, variable: "REDIS_NODES" },
    { name: "two", among, variable: "REDIS_NODES" },
  ]);
});

it("takes whatever an engine sends, and no more than is of use", () => {
  for (const Config of [undefined, null, [], { Cmd: "db:80", Env: [1, null, "X", "=db"], Healthcheck: [] }]) {
    expect(calledHosts({ Config })).toEqual([]);
  }
  const Env = Array.from({ length: 5_000 }, (_, index) => `V${index}_HOST=h${index}`);
  expect(of({ Env })).toHaveLength(32);
});

it("knows the names of a container on each network", () => {
  const names = networkNames({
    Config: { Hostname: "h" },
    NetworkSettings: { Networks: { a: { Aliases: ["x", "id"], DNSNames: ["x", "y"] }, b: { Aliases: null } } },
  });
  expect([...names]).toEqual([
    ["a", ["x", "id", "y", "h"]],
    ["b", ["h"]],
  ]);
  expect([...networkNames(undefined)]).toEqual([]);
});
