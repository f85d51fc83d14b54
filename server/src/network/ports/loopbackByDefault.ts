import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import type { LoopbackListener } from "./loopbackListener";

/** A server that listens on 127.0.0.1 unless it is told otherwise (its documentation). */
interface LocalServer {
  /** The words that start it, as they follow each other. */
  readonly words: readonly string[];
  readonly port: number;
  /** Flags and variables by which it is told where to listen, or to take something else than a port. */
  readonly told: RegExp;
  readonly variables: readonly string[];
  readonly portFlags: RegExp;
  /** A file beside the program can tell it as well. */
  readonly byFile?: true;
}

const port = /^(?:--port|-p)$/;

const servers: readonly LocalServer[] = [
  { words: ["uvicorn"], port: 8000, told: /^--(?:host|uds|fd)$/, variables: ["UVICORN_HOST"], portFlags: port },
  { words: ["fastapi", "dev"], port: 8000, told: /^--host$/, variables: [], portFlags: port },
  { words: ["artisan", "serve"], port: 8000, told: /^--host$/, variables: ["SERVER_HOST"], portFlags: port },
  { words: ["mlflow", "server"], port: 5000, told: /^(?:--host|-h)$/, variables: ["MLFLOW_HOST"], portFlags: port },
  { words: ["mlflow", "ui"], port: 5000, told: /^(?:--host|-h)$/, variables: ["MLFLOW_HOST"], portFlags: port },
  { words: ["datasette", "serve"], port: 8001, told: /^(?:--host|-h|--uds)$/, variables: [], portFlags: port },
  { words: ["tensorboard"], port: 6006, told: /^--(?:host|bind_all)$/, variables: [], portFlags: port },
  {
    words: ["flask", "run"],
    port: 5000,
    told: /^(?:--host|-h)$/,
    variables: ["FLASK_RUN_HOST"],
    portFlags: port,
    byFile: true,
  },
];

interface Word {
  readonly text: string;
  readonly at: Origin;
}

/** Whether a command has the words of one of these servers: most have not, and are not taken apart. */
export function namesLocalServer(command: string): boolean {
  return command.includes("--inspect") || servers.some(({ words }) => words.every((word) => command.includes(word)));
}

/** Where a command starts one of the servers that listen on 127.0.0.1 by themselves, and says nothing of another address. */
export function listenersByDefault(words: readonly Word[], { environment }: Service): LoopbackListener[] {
  const commands = commandsOf(words);
  return [
    ...commands.flatMap((command) =>
      servers.flatMap((server) => {
        const isTold = server.variables.some((name) => environment.some(({ key }) => key === name));
        return isTold ? [] : started(server, command);
      }),
    ),
    ...commands.flatMap(inspector),
  ];
}

function started(
  { words, port: usual, told, portFlags, byFile }: LocalServer,
  command: readonly Word[],
): LoopbackListener[] {
  const index = command.findIndex((_, at) => words.every((word, offset) => nameOf(command[at + offset]) === word));
  const found = command[index];
  // `pip install uvicorn` starts nothing, and what a variable holds is not known.
  if (found === undefined || command.slice(0, index).some(({ text }) => /^(?:install|add|which|exec-into)$/.test(text)))
    return [];
  const rest = command.slice(index + words.length);
  if (rest.some(({ text }) => told.test(text) || text.includes("$") || text.includes("{"))) return [];
  const at = rest.findIndex(({ text }) => portFlags.test(text));
  const written = at < 0 ? undefined : Number(rest[at + 1]?.text);
  if (written !== undefined && !Number.isInteger(written)) return [];
  return [
    {
      words: `${words.join(" ")} without --host`,
      port: written ?? usual,
      evidence: byFile ? "likely" : "certain",
      at: found.at,
    },
  ];
}

/** Node's inspector: `--inspect`, or with a port alone. */
function inspector(command: readonly Word[]): LoopbackListener[] {
  if (!command.some((word) => /^(?:node|nodemon|tsx|ts-node|ts-node-dev)$/.test(nameOf(word)))) return [];
  const index = command.findIndex(({ text }) => /^--inspect(?:-brk|-wait)?$/.test(text));
  const found = command[index];
  if (found === undefined || command.some(({ text }) => text === "--inspect-port")) return [];
  const given = command[index + 1]?.text ?? "";
  if (/\$|\{|^(?:0\.0\.0\.0|\[?::\]?|[\w.-]+:\d)/.test(given)) return [];
  const isPort = /^\d{2,5}$/.test(given);
  return [
    {
      words: isPort ? `${found.text}=${given}` : `${found.text} without an address`,
      port: isPort ? Number(given) : 9229,
      evidence: "certain",
      at: found.at,
    },
  ];
}

/** The commands of a line of a shell, without the quotes that end it. */
function commandsOf(words: readonly Word[]): Word[][] {
  const commands: Word[][] = [[]];
  for (const { text, at } of words) {
    const bare = withoutQuotes(text);
    if (/^(?:&&?|\|\|?|;)$/.test(bare)) {
      commands.push([]);
      continue;
    }
    const end = signsAtEnd(bare);
    commands.at(-1)?.push({ text: withoutQuotes(bare.slice(0, bare.length - end)), at });
    if (end > 0) commands.push([]);
  }
  return commands;
}

/** How many signs that end a command stand at the end of a word. */
function signsAtEnd(text: string): number {
  let start = text.length;
  while (start > 0 && ";&|".includes(text.charAt(start - 1))) start -= 1;
  return text.length - start;
}

function withoutQuotes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && `"'`.includes(text.charAt(start))) start += 1;
  while (end > start && `"')`.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** A program without its path. */
function nameOf(word: Word | undefined): string {
  const text = word?.text ?? "";
  return text.slice(text.lastIndexOf("/") + 1);
}
