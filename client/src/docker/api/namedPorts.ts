import { record } from "../record";

/** So many ports of one container are of use. */
const most = 16;
/** `--port=9000`, `--listen 0.0.0.0:9000`, `-p9000`, `:9000`, and a number alone, as `http.server 9000` takes it. */
const inWord = /(?:^|[:=\s]|^-[a-zA-Z])([1-9]\d{1,4})(?![\d.])(?=$|[\s/;,"'])/gu;
const inVariable = /^[A-Z_0-9]*PORT=([1-9]\d{1,4})$/u;

/**
 * The ports on which the program of a container may listen, by what its inspection names: command first, then variables,
 * then the ports of the image. No proof: other numbers look alike.
 */
export function namedPorts(inspection: unknown): number[] {
  const { Entrypoint, Cmd, Env, ExposedPorts } = record(record(inspection).Config);
  const words = [...texts(Cmd), ...texts(Entrypoint)];
  const found = [
    ...words.flatMap((word) => [...word.slice(0, 1_000).matchAll(inWord)].map(([, port]) => Number(port))),
    ...texts(Env)
      .flatMap((each) => inVariable.exec(each.slice(0, 200))?.[1] ?? [])
      .map(Number),
    ...Object.keys(record(ExposedPorts))
      .filter((port) => port.endsWith("/tcp"))
      .map((port) => Number.parseInt(port, 10)),
  ];
  return [...new Set(found.filter((port) => port > 0 && port < 65_536))].slice(0, most);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === "string") : [];
}
