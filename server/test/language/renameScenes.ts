/** A renaming that works: `$0` is where one asks, each word that changes stands in `<>`, and in `?<>` where it is a choice. */
interface RenameScene {
  readonly title: string;
  readonly fixture: string;
  readonly newName: string;
  /** Where words in values are put to the user: `file:line`. */
  readonly choices: readonly string[];
}

/** Renamings after which Compose accepts the project: test/agreement asks it. */
export const renameScenes: readonly RenameScene[] = [
  {
    title: "a service, over overrides, included files and files of variables",
    newName: "store",
    choices: ["compose.yaml:10", "compose.yaml:12", "compose.yaml:13", "web.env:2"],
    fixture: `#- compose.yaml
include: [parts/part.yaml]
services:
  <d$0b>:
    image: postgres:16
    container_name: db
  web:
    image: nginx
    depends_on: [<db>, other]
    links: ["<db>:base"]
    environment: { URL: "postgres://db@?<db>:5432/db" }
    env_file: web.env
    healthcheck: { test: "pg_isready -h ?<db> -U db" }
    command: [ "wait-for", "http://?<db>:5432", "--", "db" ]
    volumes_from: [<db>:ro]
    labels: { db: db }
  other:
    image: nginx
    network_mode: service:<db>
    pid: 'service:<db>'
volumes:
  db:
networks:
  db:
#- compose.override.yaml
services:
  "<db>":
    environment: { A: db }
#- parts/part.yaml
services:
  job:
    image: busybox
    depends_on:
      <db>: { condition: service_started }
  copy:
    image: busybox
    depends_on: [job]
#- web.env
NAME=db
DB_HOST=?<db>
`,
  },
  {
    title: "a service whose name other services share by an anchor",
    newName: "store",
    choices: ["compose.yaml:3"],
    fixture: `x-base: &base
  image: nginx
  environment: { DB_HOST: ?<db> }
  depends_on: [<db>]
services:
  <db>: { image: "postgres:16" }
  web:
    <<: *base
    links: [<d$0b>]
  job: *base
`,
  },
  {
    title: "a service that another file extends, and the one that extends it, where a word names both",
    newName: "store",
    choices: [],
    fixture: `#- compose.yaml
services:
  web:
    extends: { file: base.yaml, service: web }
  <d$0b>:
    extends: { file: base.yaml, service: <db> }
#- base.yaml
services:
  <db>:
    image: postgres:16
  web:
    image: nginx
    depends_on: [<db>]
`,
  },
  {
    title: "a service of a file that is only extended, without its namesake",
    newName: "common",
    choices: [],
    fixture: `#- compose.yaml
services:
  app:
    extends: { file: base.yaml, service: <app> }
  web:
    image: nginx
    depends_on: [app]
#- base.yaml
services:
  <a$0pp>:
    image: nginx
  more:
    extends: <app>
`,
  },
  {
    title: "a service from a file of variables",
    newName: "store",
    choices: ["web.env:1"],
    fixture: `#- compose.yaml
services:
  <db>: { image: "postgres:16" }
  web: { image: nginx, env_file: web.env, depends_on: [<db>] }
#- web.env
DATABASE_URL=postgres://?<d$0b>:5432/app
`,
  },
  {
    title: "a network, and the end of the name that the engine knows it by",
    newName: "front",
    choices: [],
    fixture: `#- compose.yaml
name: shop
services:
  web:
    image: nginx
    networks: [<ba$0ck>]
    labels: ["traefik.docker.network=shop_<back>"]
  api:
    image: nginx
    networks: { <back>: { aliases: [back] } }
networks:
  <back>:
    labels: { x: back }
#- compose.override.yaml
networks:
  <back>: { internal: true }
`,
  },
  {
    title: "a network from a label that has its name on the engine",
    newName: "front",
    choices: [],
    fixture: `name: shop
services:
  web:
    image: nginx
    networks: [<back>]
    labels: { traefik.docker.network: shop_<ba$0ck> }
networks:
  <back>:
`,
  },
  {
    title: "a network's key alone, where its entry has another name for the engine",
    newName: "front",
    choices: [],
    fixture: `services:
  web:
    image: nginx
    networks: [<ba$0ck>]
    labels: { traefik.docker.network: my_back }
networks:
  <back>: { name: my_back }
`,
  },
  {
    title: "the name alone that a network has on the engine",
    newName: "outer",
    choices: [],
    fixture: `services:
  web:
    image: nginx
    networks: [back]
    labels: { traefik.docker.network: <my_b$0ack> }
networks:
  back: { name: <my_back> }
`,
  },
  {
    title: "a container",
    newName: "store",
    choices: ["compose.yaml:9"],
    fixture: `services:
  db:
    image: postgres:16
    container_name: <sh$0op>
  web:
    image: nginx
    network_mode: container:<shop>
    volumes_from: ["container:<shop>:ro"]
    environment: { URL: "http://?<shop>:80" }
`,
  },
  {
    title: "an alias on a network",
    newName: "store",
    choices: ["compose.yaml:8"],
    fixture: `services:
  db:
    image: postgres:16
    networks:
      default: { aliases: [<ba$0se>, other] }
  web:
    image: nginx
    environment: { URL: "http://?<base>:80" }
`,
  },
  {
    title: "an alias that a link gives, in its own service alone",
    newName: "store",
    choices: ["compose.yaml:6"],
    fixture: `services:
  db: { image: "postgres:16" }
  web:
    image: nginx
    links: ["db:<ba$0se>"]
    environment: { URL: "http://?<base>:80" }
  job:
    image: nginx
    links: ["db:base"]
`,
  },
  {
    title: "a hostname",
    newName: "store",
    choices: ["compose.yaml:7"],
    fixture: `services:
  db:
    image: postgres:16
    hostname: <ba$0se>
  web:
    image: nginx
    environment: { URL: "http://?<base>:80" }
`,
  },
];

/** A word that changes. */
export const marks = /\??<([\w$.-]+)>/g;

/** The fixture as a person has it, with `$0` alone. */
export function withoutMarks(fixture: string): string {
  return fixture.replace(marks, "$1");
}
