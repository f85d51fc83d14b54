/** A program that calls what `-h` or `--host` names, and where its server listens unless it is told otherwise. */
interface ClientProgram {
  readonly names: readonly string[];
  readonly port: number;
  /** Its flags for another port. */
  readonly portFlags: readonly string[];
}

const programs: readonly ClientProgram[] = [
  { names: ["psql", "pg_isready", "pg_dump", "pg_restore"], port: 5432, portFlags: ["-p", "--port"] },
  {
    names: ["mysql", "mysqladmin", "mysqldump", "mariadb", "mariadb-admin", "mariadb-dump"],
    port: 3306,
    portFlags: ["-P", "--port"],
  },
  { names: ["redis-cli", "valkey-cli"], port: 6379, portFlags: ["-p"] },
  { names: ["mongo", "mongosh"], port: 27_017, portFlags: ["--port"] },
];

const byName: ReadonlyMap<string, ClientProgram> = new Map(
  programs.flatMap((program) => program.names.map((name) => [name, program] as const)),
);

/** The program that a word of a command starts, behind a path or a quote; undefined where it is none of these. */
export function clientProgram(word: string): ClientProgram | undefined {
  const start = Math.max(word.lastIndexOf("/"), word.lastIndexOf("'"), word.lastIndexOf('"'), word.lastIndexOf("("));
  return byName.get(word.slice(start + 1));
}
