import { expect, it } from "vitest";
import { fileLinksIn } from "../../src/language/links/links";
import { markedFiles } from "./markedFiles";

/** The links of the file with `$0`: each word is marked with the path of its file. */
async function expectLinks(fixture: string): Promise<void> {
  const { document, file, projects, ranges, rangeOf } = await markedFiles(fixture);
  const [project] = projects;
  if (project === undefined) throw new Error("there is no project");
  const found = fileLinksIn(document, project).map((link) => ({ ...rangeOf(link.at), label: link.file }));
  expect(found).toEqual(ranges.filter((each) => each.file === file));
}

it("link include, extends and env_file to their files, and nothing that is not known or is elsewhere", async () => {
  await expectLinks(`#- compose.yaml
include:
  - part/compose.yaml
#   ^^^^^^^^^^^^^^^^^ /p/part/compose.yaml
  - path: [a.yaml, "\${X}.yaml"]
#          ^^^^^^ /p/a.yaml
    env_file: a.env
#             ^^^^^ /p/a.env
  - https://example.com/x.git
services:
  web:
    extends: { file: "../base.yaml", service: web }
#                     ^^^^^^^^^^^^ /base.yaml
    env_file: [one.env, { path: ./two.env, required: false }]
#              ^^^^^^^ /p/one.env
#                               ^^^^^^^^^ /p/two.env
  db: { image: x, extends: web }
$0
`);
});

it("take paths from the folder of the project, and those of an included file from its own", async () => {
  await expectLinks(`#- compose.yaml
include: [part/compose.yaml]
#- part/compose.yaml
services:
  web: { image: x, env_file: on$0e.env }
#                            ^^^^^^^^^ /p/part/one.env
`);
  await expectLinks(`#- .env
COMPOSE_FILE=compose.yaml:deploy/prod.yaml
#- compose.yaml
services:
  web: { image: x }
#- deploy/prod.yaml
services:
  web: { env_file: on$0e.env }
#                  ^^^^^^^^^ /p/one.env
`);
});
