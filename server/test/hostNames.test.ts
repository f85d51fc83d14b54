import { describe, expect, it } from "vitest";
import { namesInConnectionString, namesInList, namesInText } from "../../shared/hostNames";
import { namesInWords } from "../../shared/hostWords";

const texts = (text: string, found: readonly { start: number; end: number }[]): string[] =>
  found.map(({ start, end }) => text.slice(start, end));

describe("names of hosts in a text", () => {
  it.each<[string, string[]]>([
    ["postgres://user:secret@db:5432/app", ["db:5432"]],
    ["http://web", ["web"]],
    ["redis:6379,other:6380", ["redis:6379", "other:6380"]],
    ["postgres:15", []],
    ["docker://registry:5000/image", []],
    ["sqlite:////srv/app", []],
    ["http://web.example.org:80", []],
  ])("%s", (text, expected) => {
    expect(texts(text, namesInText(text))).toEqual(expected);
  });

  it("has a low port only where it is about a host, and none without a scheme where it may be a credential", () => {
    expect(texts("mail:25", namesInText("mail:25", { lowPorts: true }))).toEqual(["mail:25"]);
    expect(namesInText("admin:12345", { bare: false })).toEqual([]);
  });

  it.each<[string, string[]]>([
    ["Host=db;Port=5432;Database=app", ["db"]],
    ["Server=tcp:sql,1433; User Id=sa", ["sql"]],
    ["Data Source = sql;Host=", ["sql"]],
    ["LocalHost=db", []],
    ["Host=db.example.org;Port=1", []],
  ])("%s", (text, expected) => {
    expect(texts(text, namesInConnectionString(text))).toEqual(expected);
  });

  it("are a list only where all are names, and two at least", () => {
    expect(namesInList("a, b;c").map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(namesInList("a")).toEqual([]);
    expect(namesInList("a,*.example.org")).toEqual([]);
  });
});

describe("names of hosts in a command", () => {
  const found = (...words: string[]): string[] =>
    words.flatMap((word, index) => texts(word, namesInWords(word, words.slice(0, index))));

  it.each<[string[], string[]]>([
    [["psql", "-h", "db", "-U", "app"], ["db"]],
    [["serve", "--db-host", "db", "--name", "web"], ["db"]],
    [["serve", "--db-host=db"], ["db"]],
    [["sh", "-c", "until pg_isready -h db -p 5432; do sleep 1; done"], ["db"]],
    [["sh", "-c", "while ! nc -z -w 2 queue 5672; do sleep 1; done && run"], ["queue"]],
    [["CMD-SHELL", "mysqladmin ping --host=db"], ["db"]],
    [["ls", "-h", "db"], []],
    [["grep", "-h", "psql", "db"], []],
    [["sh", "-c", "chown -R redis:1000 /data && gosu redis:1000 serve"], []],
    [["chown", "redis:1000", "/data"], []],
    [["sleep", "db"], []],
  ])("%j", (words, expected) => {
    expect(found(...words)).toEqual(expected);
  });

  it("takes no time for a line that repeats what it looks for", () => {
    expect(namesInWords("psql ".repeat(20_000), [])).toEqual([]);
    expect(namesInWords(`nc ${"-a ".repeat(20_000)}`, [])).toEqual([]);
    expect(namesInConnectionString(`;${" ".repeat(50_000)}Host=`)).toEqual([]);
  });
});
