import { clientProgram } from "./clientPrograms";
import { type Named, namesInText, type PortApart, portAt, wholeName } from "./hostNames";

/** `--db-host=name`. */
const flagWithHost = /^(--?[\w.-]*(?:host|hostname|server|addr|address))=(\S+)$/i;
/** `--host name`. */
const hostFlag = /^--(?:[\w.-]*-)?(?:host|hostname)$/i;
/** The last word of a flag for a host, in whose place one for its port has `port`. */
const hostWord = /(?:host|hostname|server|addr|address)$/i;
const flag = /^-[a-zA-Z0-9]+$/;
const portWord = /^(\d{2,5})(?:["';&|)]|$)/;
/** Behind these a name and a number are a user and a group. */
const takesUser = /(?:chown|chgrp|gosu|su-exec|setpriv|--user|--chown|-u)$/;
/** So many characters back a command is looked for; between it and what it takes stand a few flags. */
const farthest = 300;

/** A word of a line, and where it starts. */
interface Word {
  readonly text: string;
  readonly start: number;
}

/** The names of hosts in one word of a command, or in a whole line of a shell, behind the words before it. */
export function namesInWords(word: string, before: readonly string[]): Named[] {
  const given = flagWithHost.exec(word)?.[2];
  if (given !== undefined && wholeName(given) !== undefined) {
    return [{ name: given, port: undefined, start: word.length - given.length, end: word.length }];
  }
  const whole = wholeName(word);
  if (whole !== undefined) return hostArgument(whole, before);
  const called = /\s/.test(word) ? namesInLine(wordsOf(word)) : [];
  const behind = before.slice(-farthest).join(" ").slice(-farthest);
  const named = namesInText(word).filter(
    ({ start }) => !isUserBehind(`${behind} ${word.slice(Math.max(0, start - farthest), start)}`),
  );
  return [...called, ...named];
}

/** The port that another word of a command says for the host in one of them: `--db-port 5432` beside `--db-host db`. */
export function portBeside(
  words: readonly string[],
  index: number,
): (PortApart & { readonly index: number }) | undefined {
  const own = flagWithHost.exec(words[index] ?? "")?.[1];
  const flags = own === undefined ? flagsBehind(words.slice(0, index)) : [portFlagOf(own)];
  for (const [at, word] of words.entries()) {
    const found = portOfFlag(word, words[at + 1], flags);
    if (found !== undefined) return { ...found.apart, index: at + found.word };
  }
  return undefined;
}

function flagsBehind(before: readonly string[]): readonly string[] {
  const last = before.at(-1) ?? "";
  if (last !== "-h" && last !== "--host") return hostFlag.test(last) ? [portFlagOf(last)] : [];
  return programIn(before)?.portFlags ?? (last === "--host" ? ["--port"] : []);
}

function portFlagOf(hostFlag: string): string {
  return hostFlag.replace(hostWord, (word) => (word === word.toUpperCase() ? "PORT" : "port"));
}

/** The port in a word, `--port=5432`, or in the one behind it. */
function portOfFlag(
  word: string,
  next: string | undefined,
  flags: readonly string[],
): { readonly apart: PortApart; readonly word: 0 | 1 } | undefined {
  for (const name of flags) {
    if (word === name) {
      const port = portWord.exec(next ?? "")?.[1];
      return port === undefined ? undefined : { apart: portAt(port, 0), word: 1 };
    }
    const equals = word.startsWith(`${name}=`) ? portWord.exec(word.slice(name.length + 1))?.[1] : undefined;
    if (equals !== undefined) return { apart: portAt(equals, name.length + 1), word: 0 };
  }
  return undefined;
}

function programIn(words: readonly string[]): ReturnType<typeof clientProgram> {
  for (const word of words) {
    const program = clientProgram(word);
    if (program !== undefined) return program;
  }
  return undefined;
}

/** A word where a program takes the host that it calls. */
function hostArgument(whole: Named, before: readonly string[]): Named[] {
  const last = before.at(-1) ?? "";
  const program = last === "-h" || hostFlag.test(last) ? programIn(before) : undefined;
  if (program !== undefined) return [{ ...whole, expected: program.port }];
  return hostFlag.test(last) ? [whole] : [];
}

function wordsOf(line: string): Word[] {
  return [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text, start: index }));
}

/** The hosts that the commands of a line name by flags, and behind `nc`. */
function namesInLine(words: readonly Word[]): Named[] {
  const found: Named[] = [];
  let command: Word[] = [];
  for (const word of words) {
    command.push(word);
    if (!/[;&|]$/.test(word.text) && command.length < farthest) continue;
    found.push(...namesInCommand(command));
    command = [];
  }
  return [...found, ...namesInCommand(command)];
}

function namesInCommand(words: readonly Word[]): Named[] {
  const program = programIn(words.map(({ text }) => text));
  const starts = words.findIndex(({ text }) => clientProgram(text) !== undefined);
  let isCalled = false;
  return words.flatMap(({ text, start }, index): Named[] => {
    if (/(?:^|["'(])nc$/.test(text)) return waitedFor(words, index);
    const [, flag = "", given = ""] = flagWithHost.exec(text) ?? [];
    if (flag !== "") return flagged({ text: given, start: start + flag.length + 1 }, flag, words, program);
    const next = words[index + 1];
    if (hostFlag.test(text)) return flagged(next, text, words, program);
    // The first one is of the program, another one of what it starts.
    if (program === undefined || index < starts || isCalled || !text.startsWith("-h")) return [];
    const name = text === "-h" ? next : { text: text.slice(2), start: start + 2 };
    const found = flagged(name, "-h", words, program);
    isCalled = found.length > 0;
    return found;
  });
}

/** A host behind its flag, with the port that another flag of the command says, or the program's own. */
function flagged(
  given: Word | undefined,
  flag: string,
  words: readonly Word[],
  program: ReturnType<typeof clientProgram>,
): Named[] {
  const [before = "", text = ""] = /^(["']?)([^"';&|)]+)/.exec(given?.text ?? "")?.slice(1) ?? [];
  const whole = wholeName(text);
  if (given === undefined || whole === undefined) return [];
  const start = given.start + before.length;
  const named = { ...whole, start, end: start + text.length };
  const flags = flag === "-h" || flag === "--host" ? (program?.portFlags ?? ["--port"]) : [portFlagOf(flag)];
  for (const [index, word] of words.entries()) {
    const found = portOfFlag(word.text, words[index + 1]?.text, flags);
    const holder = words[index + (found?.word ?? 0)];
    if (found === undefined || holder === undefined) continue;
    const { port, start: from, end } = found.apart;
    return [{ ...named, apart: { port, start: holder.start + from, end: holder.start + end } }];
  }
  return [program === undefined ? named : { ...named, expected: program.port }];
}

/** The name behind `nc` and its flags, of which one may have a number, where a port follows. */
function waitedFor(words: readonly Word[], index: number): Named[] {
  let at = index + 1;
  while (flag.test(words[at]?.text ?? "")) at += /^\d+$/.test(words[at + 1]?.text ?? "") ? 2 : 1;
  const [name, behind] = [words[at], words[at + 1]];
  const port = portWord.exec(behind?.text ?? "")?.[1];
  const named = wholeName(name?.text ?? "");
  if (name === undefined || behind === undefined || port === undefined || named === undefined) return [];
  return [{ ...named, start: name.start, end: name.start + name.text.length, apart: portAt(port, behind.start) }];
}

/** `chown -R `, `--user=`: what follows is a user. The words are read from the last one, over flags. */
function isUserBehind(text: string): boolean {
  let end = /["']$/.test(text) ? text.length - 1 : text.length;
  while (/[\s=]/.test(text.charAt(end - 1))) end -= 1;
  const words = text.slice(0, end).split(/\s+/).reverse();
  const other = words.find((word) => takesUser.test(word) || !word.startsWith("-"));
  return other !== undefined && takesUser.test(other);
}
