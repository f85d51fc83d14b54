import { namesInText, type Named } from "../../../../shared/hostNames";
import { namesInVariable, namesNoHost } from "../../../../shared/hostVariables";
import { namesInWords, portBeside } from "../../../../shared/hostWords";
import type { Place } from "../../compose/syntax/node";
import type { Assignment } from "../../compose/model/attributes";
import type { Service } from "../../compose/model/service";
import { placeIn, type PlaceInValue } from "../../compose/values/placeIn";
import type { Origin, Sourced } from "../../compose/values/value";

/** A word in a value that is written as the name of a host. */
export interface Mention {
  readonly name: string;
  /** The port that follows it, where one does. */
  readonly port: number | undefined;
  /** The one that its URL's scheme stands for, where none follows. */
  readonly implied: number | undefined;
  /** Where it stands: the name and its port, or the whole value where that was put together from variables. */
  readonly at: Place;
  /** The name alone, or name and port, in whichever file holds it: writing another text there replaces it. */
  readonly written: Place | undefined;
  /** The names of the list that it stands in, which says hosts only where all of them are services. */
  readonly among: readonly string[] | undefined;
  /** `label`: whoever reads the label asks for the name, not the service itself. */
  readonly in: "environment" | "config" | "command" | "healthcheck" | "label";
  /** The variable or the label that it is a part of the value of. */
  readonly key: string | undefined;
  /** The usual port of the program that its variable names. */
  readonly expected: number | undefined;
  /** The scheme of its URL. */
  readonly scheme: string | undefined;
  /** The port that stands apart from it: `DB_PORT` beside `DB_HOST`, `Port=5432` behind `Host=db`. */
  readonly paired: PairedPort | undefined;
  readonly origin: Origin;
}

/** A port in a variable, a word or a part of a text of its own, and where it stands, as in {@link Mention}. */
export interface PairedPort extends PlaceInValue {
  readonly port: number;
}

/** The words in a service's values that are written as names of hosts, whether or not they are any. */
export function mentionsIn(service: Service): Mention[] {
  return [
    ...inEnvironment(service.environment),
    ...service.configs.flatMap(({ value, at }) =>
      namesInText(value).map((named) => mention(named, value, at, "config")),
    ),
    ...inWords(service.entrypoint, "command"),
    ...inWords(service.command, "command"),
    ...inWords(service.healthcheck, "healthcheck"),
    ...service.labels.flatMap((each) => inAssignment(each, "label")),
  ];
}

/** A host may have its port in the variable beside it, whose name differs in that word alone. */
function inEnvironment(environment: readonly Assignment[]): Mention[] {
  const ports = new Map(
    environment.flatMap((each) => (/port(?:_number)?$/i.test(each.key) ? [[each.key, each] as const] : [])),
  );
  return environment.flatMap((each) => {
    const found = inAssignment(each, "environment");
    const [only] = found;
    if (ports.size === 0 || only === undefined || found.length > 1) return found;
    if (only.port !== undefined || only.paired !== undefined) return found;
    const key = each.key.replace(hostWord, portInstead);
    // Bitnami's images say PORT_NUMBER.
    const paired = pairedPort(ports.get(key) ?? ports.get(`${key}_NUMBER`));
    return paired === undefined ? found : [{ ...only, paired }];
  });
}

const hostWord = /(?:HOSTNAME|HOST|SERVER|ADDRESS|ADDR)$/i;

function portInstead(word: string): string {
  return word === word.toLowerCase() ? "port" : word === word.toUpperCase() ? "PORT" : "Port";
}

function pairedPort(beside: Assignment | undefined): PairedPort | undefined {
  if (beside?.value === undefined || !/^\d{2,5}$/.test(beside.value)) return undefined;
  const place = placeIn(beside.value, beside.at, 0, beside.value.length);
  return { port: Number(beside.value), ...place };
}

/** A host is known as well where a password, a path or a port beside it is a variable's. */
function inAssignment({ key, value, holed, at }: Assignment, kind: Mention["in"]): Mention[] {
  const text = value ?? holed;
  if (text === undefined) return [];
  const found = kind !== "label" ? namesInVariable(key, text) : namesNoHost(key) ? [] : namesInText(text);
  return found.map((named) => mention(named, text, at, kind, key));
}

function inWords(words: readonly Sourced<string>[], kind: "command" | "healthcheck"): Mention[] {
  const texts = words.map(({ value }) => value);
  return words.flatMap(({ value, at }, index) =>
    namesInWords(value, texts.slice(0, index)).map((named) => {
      const found = mention(named, value, at, kind);
      if (found.port !== undefined || found.paired !== undefined) return found;
      const beside = portBeside(texts, index);
      const holder = beside && words[beside.index];
      if (beside === undefined || holder === undefined) return found;
      const place = placeIn(holder.value, holder.at, beside.start, beside.end);
      return { ...found, paired: { port: beside.port, ...place } };
    }),
  );
}

function mention(
  { name, port, implied, expected, start, end, apart, among, scheme }: Named,
  text: string,
  origin: Origin,
  kind: Mention["in"],
  key?: string,
): Mention {
  const { at, written } = placeIn(text, origin, start, end);
  // One form for all of them: rules look at each at every keystroke.
  return {
    name,
    port,
    implied,
    at,
    written,
    among,
    in: kind,
    key,
    expected,
    scheme,
    paired: apart && { port: apart.port, ...placeIn(text, origin, apart.start, apart.end) },
    origin,
  };
}
