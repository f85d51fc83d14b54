import { expect, it } from "vitest";
import { namedPorts } from "../../src/docker/api/namedPorts";

const of = (Config: object): number[] => namedPorts({ Config });

it.each([
  [["python3", "-m", "http.server", "9000"], [9000]],
  [["httpd", "-f", "-p", "127.0.0.1:8081"], [8081]],
  [
    ["serve", "--port=9000", "--admin", ":9001"],
    [9000, 9001],
  ],
  [["nc", "-lp7000"], []],
  [["nc", "-p7000"], [7000]],
  [["sh", "-c", "exec httpd -f -p 9002; true"], [9002]],
  [["run", "v1.2.3", "10.0.0.5", "70000", "0", "a9000b"], []],
])("reads the ports that a command names: %j", (Cmd, expected) => {
  expect(of({ Cmd })).toEqual(expected);
});

it("reads variables and the ports of the image behind the command, each once", () => {
  expect(
    of({
      Cmd: ["serve", "9000"],
      Env: ["PORT=3000", "HTTP_PORT=9000", "PORTS=1,2", "PASSWORD=12345"],
      ExposedPorts: { "80/tcp": {}, "53/udp": {} },
    }),
  ).toEqual([9000, 3000, 80]);
});

it("takes whatever an engine sends", () => {
  for (const Config of [undefined, null, [], { Cmd: "9000", Env: [1, null], ExposedPorts: "80/tcp" }]) {
    expect(() => namedPorts({ Config })).not.toThrow();
  }
  expect(namedPorts(undefined)).toEqual([]);
});
