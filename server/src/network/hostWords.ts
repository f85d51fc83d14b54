import { host, type Named, namesInText, wholeName } from "./hostNames";

/** `--db-host=name`. */
const flagWithHost = /^--?[\w.-]*(?:host|hostname|server|addr|address)=(\S+)$/i;
/** `--host name`. */
const hostFlag = /^--(?:[\w.-]*-)?(?:host|hostname)$/i;
/** Programs to which `-h name` is the host that they call. */
const client =
  "(?:psql|pg_isready|pg_dump|pg_restore|mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|redis-cli|mongo|mongosh)";
const asWord = new RegExp(`(?:^|[\\s/'"])${client}$`);
/** The same in one line. */
const clientLine = new RegExp(
  `\\b${client}\\b[^;&|]{0,300}?\\s(?:-h\\s?|--host[\\s=])(${host})(?=[\\s"';&|)]|$)`,
  "dg",
);
/** `nc -z name 5432`, as scripts wait for a port. */
const waitLine = new RegExp(
  `\\bnc\\s(?:-[a-zA-Z0-9]+\\s+(?:\\d+\\s+)?){0,6}(${host})\\s+\\d{2,5}(?=[\\s"';&|)]|$)`,
  "dg",
);
/** Behind these a name and a number are a user and a group. */
const asUser = /(?:chown|chgrp|gosu|su-exec|setpriv|--user|--chown|-u)(?:\s+-\S+)*[\s=]*["']?$/;

/** The names of hosts in one word of a command, or in a whole line of a shell, behind the words before it. */
export function namesInWords(word: string, before: readonly string[]): Named[] {
  const flag = flagWithHost.exec(word)?.[1];
  if (flag !== undefined && wholeName(flag) !== undefined) {
    return [{ name: flag, port: undefined, start: word.length - flag.length, end: word.length }];
  }
  const whole = wholeName(word);
  if (whole !== undefined) return isHostArgument(before) ? [whole] : [];
  const inLine = [...word.matchAll(clientLine), ...word.matchAll(waitLine)].map(({ 1: name = "", indices }) => {
    const [start = 0, end = 0] = indices?.[1] ?? [];
    return { name, port: undefined, start, end };
  });
  const named = namesInText(word).filter(({ start }) => !asUser.test([...before, word.slice(0, start)].join(" ")));
  return [...inLine, ...named];
}

/** Whether a word stands where a program takes the host that it calls. */
function isHostArgument(before: readonly string[]): boolean {
  const last = before.at(-1) ?? "";
  if (hostFlag.test(last)) return true;
  return last === "-h" && before.slice(0, -1).some((word) => asWord.test(word));
}
