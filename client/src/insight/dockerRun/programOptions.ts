import { record } from "../../docker/record";
import { isNothing, type Options } from "./hostOptions";

/** What of a creation is for the program: the options, and the words behind the image. */
interface Program extends Options {
  readonly behindImage: readonly string[];
}

/** The option of each field that is one text, where the image has another one. */
const texts: Readonly<Record<string, string>> = {
  Hostname: "--hostname",
  Domainname: "--domainname",
  User: "--user",
  WorkingDir: "--workdir",
  StopSignal: "--stop-signal",
  StopTimeout: "--stop-timeout",
  MacAddress: "--mac-address",
};

/** What other options say, what `docker run --detach` sets, and what the image alone decides. */
const notSaid = new Set([
  ...["Image", "Cmd", "Entrypoint", "Env", "Labels", "ExposedPorts", "Volumes", "Healthcheck", "Tty", "OpenStdin"],
  ...["AttachStdin", "AttachStdout", "AttachStderr", "StdinOnce", "OnBuild", "ArgsEscaped", "NetworkDisabled", "Shell"],
  ...["HostConfig", "NetworkingConfig"],
]);

/** The options for what a creation has and its image has not (docker/cli cli/command/container/opts.go). */
export function programOptions(
  creation: Readonly<Record<string, unknown>>,
  ofImage: Readonly<Record<string, unknown>>,
): Program {
  const own = (field: string): [string, unknown][] => {
    const known = record(ofImage[field]);
    return Object.entries(record(creation[field])).filter(([key, value]) => known[key] !== value);
  };
  const variables = listOf(creation.Env).filter((each) => !listOf(ofImage.Env).includes(each));
  const published = record(record(creation.HostConfig).PortBindings);
  const exposed = own("ExposedPorts").filter(
    ([port]) => !(port in published) && !(port in record(ofImage.ExposedPorts)),
  );
  const volumes = own("Volumes").filter(([path]) => !(path in record(ofImage.Volumes)));
  const single = Object.entries(creation).flatMap(([field, value]) => {
    const option = texts[field];
    // No time at all to stop in is something that was asked for.
    const isUnsaid = value !== 0 && isNothing(value);
    return option === undefined || isUnsaid || value === ofImage[field] ? [] : [option, String(value)];
  });
  const health = record(creation.Healthcheck).Test;
  const hasNoCheck = listOf(health)[0] === "NONE" && listOf(record(ofImage.Healthcheck).Test)[0] !== "NONE";
  const hasOwnCheck = !hasNoCheck && JSON.stringify(health) !== JSON.stringify(record(ofImage.Healthcheck).Test);
  const { entrypoint, behindImage } = commandOf(creation, ofImage);
  return {
    words: [
      ...(creation.Tty === true ? ["--tty"] : []),
      ...(creation.OpenStdin === true ? ["--interactive"] : []),
      ...single,
      ...variables.flatMap((each) => ["--env", each]),
      ...own("Labels").flatMap(([key, value]) => ["--label", `${key}=${String(value)}`]),
      ...exposed.flatMap(([port]) => ["--expose", port]),
      ...volumes.flatMap(([path]) => ["--volume", path]),
      ...(hasNoCheck ? ["--no-healthcheck"] : []),
      ...entrypoint,
    ],
    behindImage,
    unsaid: [
      ...(hasOwnCheck ? ["Healthcheck"] : []),
      ...Object.entries(creation).flatMap(([field, value]) =>
        field in texts || notSaid.has(field) || isNothing(value) ? [] : [field],
      ),
    ],
  };
}

/** An entrypoint takes the image's command away; what it has behind its first word goes behind the image. */
function commandOf(
  creation: Readonly<Record<string, unknown>>,
  ofImage: Readonly<Record<string, unknown>>,
): { readonly entrypoint: readonly string[]; readonly behindImage: readonly string[] } {
  const [entrypoint, command] = [listOf(creation.Entrypoint), listOf(creation.Cmd)];
  if (isSame(entrypoint, listOf(ofImage.Entrypoint))) {
    return { entrypoint: [], behindImage: isSame(command, listOf(ofImage.Cmd)) ? [] : command };
  }
  const [first = "", ...others] = entrypoint;
  return { entrypoint: ["--entrypoint", first], behindImage: [...others, ...command] };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, at) => word === other[at]);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
