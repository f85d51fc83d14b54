import { host, type Named, namesInText, wholeName } from "./hostNames";

/** `--db-host=name`. */
const flagWithHost = /^--?[\w.-]*(?:host|hostname|server|addr|address)=(\S+)$/i;
/** `--host name`. */
const hostFlag = /^--(?:[\w.-]*-)?(?:host|hostname)$/i;
/** Programs to which `-h name` is the host that they call. */
const client =
  "(?:psql|pg_isready|pg_dump|pg_restore|mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|redis-cli|mongo|mongosh)";
const asWord = new RegExp(`(?:^|[\\s/'"])${client}$`);
/** The same in one line, where the program stands before it. */
const inLine = new RegExp(`\\b${client}\\b`);
const hostOption = new RegExp(`\\s(?:-h\\s?|--host[\\s=])(${host})(?=[\\s"';&|)]|$)`, "dg");
/** `nc -z name 5432`, as scripts wait for a port. */
const waiting = /\bnc\s/g;
const flag = /^-[a-zA-Z0-9]+$/;
const portWord = /^\d{2,5}(?:["';&|)]|$)/;
/** Behind these a name and a number are a user and a group. */
const takesUser = /(?:chown|chgrp|gosu|su-exec|setpriv|--user|--chown|-u)$/;
/** So many characters back a command is looked for; between it and what it takes stand a few flags. */
const farthest = 300;

/** The names of hosts in one word of a command, or in a whole line of a shell, behind the words before it. */
export function namesInWords(word: string, before: readonly string[]): Named[] {
  const given = flagWithHost.exec(word)?.[1];
  if (given !== undefined && wholeName(given) !== undefined) {
    return [{ name: given, port: undefined, start: word.length - given.length, end: word.length }];
  }
  const whole = wholeName(word);
  if (whole !== undefined) return isHostArgument(before) ? [whole] : [];
  const called = [...hostOptions(word), ...waitedFor(word)];
  const behind = before.slice(-farthest).join(" ").slice(-farthest);
  const named = namesInText(word).filter(
    ({ start }) => !isUserBehind(`${behind} ${word.slice(Math.max(0, start - farthest), start)}`),
  );
  return [...called, ...named];
}

/** The first option for a host behind each of the programs that take one so, within its command. */
function hostOptions(line: string): Named[] {
  const found: Named[] = [];
  let behindLast = 0;
  for (const { 0: whole, 1: name = "", index, indices } of line.matchAll(hostOption)) {
    const before = line.slice(Math.max(behindLast, index - farthest), index);
    const command = before.slice(Math.max(...[";", "&", "|"].map((sign) => before.lastIndexOf(sign))) + 1);
    if (!inLine.test(command)) continue;
    const [start = 0, end = 0] = indices?.[1] ?? [];
    found.push({ name, port: undefined, start, end });
    behindLast = index + whole.length;
  }
  return found;
}

/** The name behind `nc` and its flags, of which one may have a number, where a port follows. */
function waitedFor(line: string): Named[] {
  return [...line.matchAll(waiting)].flatMap(({ 0: whole, index }) => {
    const start = index + whole.length;
    const words = [...line.slice(start, start + farthest).matchAll(/\S+/g)];
    let at = 0;
    while (flag.test(words[at]?.[0] ?? "")) at += /^\d+$/.test(words[at + 1]?.[0] ?? "") ? 2 : 1;
    const [name, port] = [words[at], words[at + 1]];
    if (name === undefined || !portWord.test(port?.[0] ?? "")) return [];
    const named = wholeName(name[0]);
    return named === undefined
      ? []
      : [{ ...named, start: start + name.index, end: start + name.index + name[0].length }];
  });
}

/** Whether a word stands where a program takes the host that it calls. */
function isHostArgument(before: readonly string[]): boolean {
  const last = before.at(-1) ?? "";
  if (hostFlag.test(last)) return true;
  return last === "-h" && before.slice(0, -1).some((word) => asWord.test(word));
}

/** `chown -R `, `--user=`: what follows is a user. The words are read from the last one, over flags. */
function isUserBehind(text: string): boolean {
  let end = /["']$/.test(text) ? text.length - 1 : text.length;
  while (/[\s=]/.test(text.charAt(end - 1))) end -= 1;
  const words = text.slice(0, end).split(/\s+/).reverse();
  const other = words.find((word) => takesUser.test(word) || !word.startsWith("-"));
  return other !== undefined && takesUser.test(other);
}
