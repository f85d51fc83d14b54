import { describe, expect, it } from "vitest";
import { inEnglish } from "../../../shared/text";
import { summaryOf } from "../../src/language/lens/summary";
import { networkOf } from "../../src/network/networkOf";
import { markedFiles } from "./markedFiles";

/** The lines above the services of a file, each with where the service could move. */
async function linesOf(text: string): Promise<Record<string, string | undefined>> {
  const { projects } = await markedFiles(text);
  const [project] = projects;
  if (project === undefined) throw new Error("there is no project");
  const lines = [...project.services.values()].map((service) => {
    const summary = summaryOf(service, networkOf(project));
    return [service.name, summary && `${inEnglish(summary.text)} | ${summary.move ?? ""}`] as const;
  });
  return Object.fromEntries(lines);
}

describe("the line above a service", () => {
  it("says its networks and the ports that it publishes", async () => {
    expect(
      await linesOf(`services:
  web: { image: x, ports: ["8080:80", "127.0.0.1:53:53/udp", "9000"] }
  api: { image: x, networks: [front, back] }
  db: { image: x, networks: [inner], ports: ["5432:5432"] }
  many: { image: x, ports: ["1:1", "2:2", "3:3", "4:4", "5:5"] }
networks:
  front:
  back:
  inner: { internal: true }
`),
    ).toEqual({
      web: "default network, 8080->80, 127.0.0.1:53->53/udp, a free port->9000 | host",
      api: "networks front, back | host",
      db: "network inner | host",
      many: "default network, 1->1, 2->2, 3->3, … | host",
    });
  });

  it("says what a service in host mode certainly listens on", async () => {
    expect(
      await linesOf(`services:
  web: { image: x, network_mode: host, ports: ["8080:80"] }
  side: { image: x, network_mode: "service:web" }
  alone: { image: x, network_mode: host }
`),
    ).toEqual({
      web: "host mode, listens on 80 | own",
      side: "shares the network of web, which is the host's | ",
      alone: "host mode | own",
    });
  });

  it("says other modes, and nothing of what the files cannot tell", async () => {
    expect(
      await linesOf(`services:
  job: { image: x, network_mode: none }
  old: { image: x, network_mode: bridge, ports: ["80:80"] }
  there: { image: x, network_mode: proxy }
  side: { image: x, network_mode: "container:vpn" }
  id: { image: x, network_mode: "container:${"0123456789abcdef".repeat(4)}" }
  db: { image: x }
  tool: { image: x, network_mode: "service:db" }
  open: { image: x, network_mode: "\${MODE}" }
  stack: { image: x, deploy: { placement: { constraints: [node.role == manager] } } }
`),
    ).toEqual({
      job: "no network | ",
      old: "the engine's default bridge, 80->80 | host",
      there: "the engine's network proxy | ",
      side: "shares the network of the container vpn | ",
      id: "shares the network of the container 0123456789ab | ",
      db: "default network | host",
      tool: "shares the network of db | ",
      open: undefined,
      stack: "default network | ",
    });
  });
});
