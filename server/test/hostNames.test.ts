import { describe, expect, it } from "vitest";
import { namesInConnectionString, namesInList, namesInText, type Named } from "../../shared/hostNames";
import { namesInVariable } from "../../shared/hostVariables";
import { namesInWords, portBeside } from "../../shared/hostWords";

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
    ["http://web.example.org:80", ["web.example.org:80"]],
    ["redis://[::1]:6379", ["[::1]:6379"]],
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
    ["Host=db.internal;Port=5433", ["db.internal"]],
    ["host=db port=5433 user=app", ["db"]],
    ["a host=", []],
  ])("%s", (text, expected) => {
    expect(texts(text, namesInConnectionString(text))).toEqual(expected);
  });

  it.each<[string, Partial<Named>]>([
    ["Host=db;Port=5433;Username=app", { apart: { port: 5433, start: 13, end: 17 } }],
    ["Server=tcp:sql,14330;User Id=sa", { apart: { port: 14330, start: 15, end: 20 } }],
    ["host=db user=app", { expected: 5432 }],
    ["Server=sql;User Id=sa", { expected: 1433 }],
    ["Server=db;Uid=app", { expected: 3306 }],
  ])("of %s have the port that is said apart, or that of the database", (text, expected) => {
    expect(namesInConnectionString(text)).toEqual([expect.objectContaining(expected)]);
  });

  it("are a list only where all are names, and two at least", () => {
    expect(namesInList("a, b;c").map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(namesInList("a")).toEqual([]);
    expect(namesInList("a,*.example.org")).toEqual([]);
  });
});

describe("names of hosts in a variable", () => {
  it.each(["PGHOST", "DB_HOST", "DBHOST", "dbHost", "spring.redis.host"])("%s=db", (key) => {
    expect(namesInVariable(key, "db").map(({ name }) => name)).toEqual(["db"]);
  });

  it.each(["GHOST", "hostess", "HOSTNAME", "JMX_HOST"])("none in %s", (key) => {
    expect(namesInVariable(key, "db")).toEqual([]);
  });

  it("is one of a list that may be the only one", () => {
    expect(namesInVariable("discovery.seed_hosts", "db")).toEqual([
      expect.objectContaining({ name: "db", among: ["db"] }),
    ]);
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

  it.each<[string, number | undefined, number | undefined]>([
    ["psql -h db -p 5433", 5433, undefined],
    ["psql -h db", undefined, 5432],
    ["mysql -hdb -psecret", undefined, 3306],
    ["serve --db-host db --db-port=5433", 5433, undefined],
    ["serve --db-host 'db' --port=80", undefined, undefined],
    ["nc -z db 5433 && run", 5433, undefined],
  ])("%s has its port", (line, apart, expected) => {
    const [named] = namesInWords(line, []);
    expect(line.slice(named?.start, named?.end)).toBe("db");
    expect([named?.apart?.port, named?.expected]).toEqual([apart, expected]);
  });

  it.each<[string[], number, number | undefined]>([
    [["serve", "--db-host=db", "--db-port=5433"], 1, 5433],
    [["serve", "--db-host", "db", "--db-port", "5433"], 2, 5433],
    [["psql", "-h", "db", "-p", "5433"], 2, 5433],
    [["serve", "--db-host=db", "--port=80"], 1, undefined],
  ])("of words: %j", (words, index, port) => {
    expect(portBeside(words, index)?.port).toBe(port);
  });

  it("takes no time for a line that repeats what it looks for", () => {
    expect(namesInWords("psql ".repeat(20_000), [])).toEqual([]);
    expect(namesInWords(`nc ${"-a ".repeat(20_000)}`, [])).toEqual([]);
    expect(namesInWords("-h a -p ".repeat(20_000), [])).toEqual([]);
    expect(namesInWords(`psql ${"-h ".repeat(20_000)}`, []).length).toBe(0);
    expect(namesInConnectionString(`;${" ".repeat(50_000)}Host=`)).toEqual([]);
  });
});
