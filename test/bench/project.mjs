// @ts-check
// Compose files as large as asked for, of services that look like real ones: some in host mode, some with a mistake.

/** @typedef {{ name: string, services: number, anchors: boolean, text: string, files: Readonly<Record<string, string>> }} GeneratedProject */

const head = `# Generated for the bench.
name: bench
`;

const shared = `x-defaults: &defaults
  restart: unless-stopped
  stop_grace_period: 30s
  networks: [backend]
x-logging: &logging
  driver: json-file
  options: {max-size: 10m, max-file: "3"}
x-environment: &environment
  LOG_LEVEL: info
  TZ: Etc/UTC
`;

const tail = `networks:
  backend:
  frontend:
    driver: bridge
`;

/**
 * @param {number} services
 * @param {boolean} anchors
 * @returns {GeneratedProject}
 */
export function generateProject(services, anchors) {
  const entries = Array.from({ length: services }, (_, index) => service(index, anchors));
  const text = `${head}${anchors ? shared : ""}services:\n${entries.join("")}${tail}`;
  const name = `${services.toLocaleString("en")} services${anchors ? ", shared anchors" : ""}`;
  return { name, services, anchors, text, files: {} };
}

/**
 * The same, with every service in host mode with a published port, so that something is found in each.
 * @param {number} services
 * @returns {GeneratedProject}
 */
export function generateWithFindings(services) {
  const entries = Array.from({ length: services }, (_, index) => service(index, false, true));
  const count = services.toLocaleString("en");
  const text = `${head}services:\n${entries.join("")}${tail}`;
  return { name: `${count} services, findings in each`, services, anchors: false, text, files: {} };
}

/**
 * Folders with a project each, as in a repository of examples: a main file, what production adds, and in most of them an
 * override. 900 folders have 2,600 files.
 * @param {number} folders
 * @returns {Record<string, string>}
 */
export function generateFolders(folders) {
  /** @type {Record<string, string>} */
  const files = {};
  for (let index = 0; index < folders; index += 1) {
    const folder = `example-${index}`;
    const services = Array.from({ length: 4 + (index % 7) }, (_, at) => service(at + index, false));
    files[`${folder}/compose.yaml`] = `services:\n${services.join("")}${tail}`;
    files[`${folder}/compose.prod.yaml`] = `services:\n  app-${index}:\n    restart: always\n`;
    if (index % 9 > 0) files[`${folder}/compose.override.yaml`] = `services:\n  app-${index}:\n    ports: ["90:90"]\n`;
  }
  return files;
}

/**
 * A project with a file of variables for each service beside it.
 * @param {number} services
 * @returns {GeneratedProject}
 */
export function generateWithEnvFiles(services) {
  const project = generateProject(services, false);
  const names = Array.from({ length: services }, (_, index) => `env/app-${index}.env`);
  const entries = names.map((name, index) => service(index, false) + `    env_file: [${name}]\n`);
  const content = (/** @type {number} */ index) =>
    `# Variables of app-${index}\nLOG_FORMAT=json\nCACHE_URL=redis://cache-${index}.example.com:6379/0\nPEER=http://app-${index + 1}:8080\n`;
  return {
    ...project,
    name: `${services.toLocaleString("en")} services, ${services.toLocaleString("en")} env files`,
    text: `${head}services:\n${entries.join("")}${tail}`,
    files: Object.fromEntries(names.map((name, index) => [name, content(index)])),
  };
}

/** The service whose text the bench edits: in the middle, in host mode with ports. @param {GeneratedProject} project */
export function editedService({ services }) {
  return Math.floor(services / 20) * 10;
}

/** Where the bench types: the end of the line with this service's image. @param {GeneratedProject} project */
export function editedPlace(project) {
  return endOfLine(project.text, `image: registry.example.com/team/app-${editedService(project)}:`);
}

/** Where the bench types into a block that all services share. @param {GeneratedProject} project */
export function sharedPlace(project) {
  return endOfLine(project.text, "stop_grace_period:");
}

/**
 * Where the bench hovers: ports, modes, names in `depends_on` and keys of services, here and there in the file.
 * @param {GeneratedProject} project
 * @param {number} count
 */
export function hoverPlaces({ text, services }, count) {
  const lines = text.split("\n");
  const words = [/- "\d/, /network_mode/, /depends_on: \[/, /^ {2}app-/];
  return Array.from({ length: count }, (_, index) => {
    const word = words[index % words.length] ?? /app/;
    const from = lines.findIndex((line) => line.startsWith(`  app-${Math.floor((index * services) / count)}:`));
    const line = lines.findIndex((each, at) => at >= from && word.test(each));
    const wanted = line < 0 ? from : line;
    return { line: wanted, character: (lines[wanted]?.length ?? 0) - 3 };
  });
}

/**
 * Where the bench completes: within modes and names in `depends_on`, here and there in the file.
 * @param {GeneratedProject} project
 * @param {number} count
 */
export function completionPlaces({ text, services }, count) {
  const lines = text.split("\n");
  return Array.from({ length: count }, (_, index) => {
    const word = index % 2 === 0 ? /network_mode: / : /depends_on: \[/;
    const from = lines.findIndex((line) => line.startsWith(`  app-${Math.floor((index * services) / count)}:`));
    const found = lines.findIndex((each, at) => at >= from && word.test(each));
    const line = found < 0 ? lines.findIndex((each) => word.test(each)) : found;
    return { line, character: (lines[line]?.search(word) ?? 0) + word.source.replace("\\", "").length };
  });
}

/** Where the mode of the service that the bench types into stands. @param {GeneratedProject} project */
export function editedMode(project) {
  const lines = project.text.split("\n");
  const { line: from } = editedPlace(project);
  const line = lines.findIndex((each, at) => at > from && each.includes("network_mode: host"));
  return { line, character: "    network_mode: ".length };
}

/**
 * @param {string} text
 * @param {string} marker
 */
function endOfLine(text, marker) {
  const lines = text.split("\n");
  const line = lines.findIndex((each) => each.includes(marker));
  if (line < 0) throw new Error(`The generated project has no line with ${marker}`);
  return { line, character: lines[line]?.length ?? 0 };
}

/**
 * @param {number} index
 * @param {boolean} anchors
 * @param {boolean} [isHost]
 */
function service(index, anchors, isHost = index % 10 === 0) {
  // A port that the service before has too, so that there is something to find beside host mode.
  const port = 20_000 + (index % 50 === 7 ? index - 1 : index);
  const lines = [
    `  app-${index}:`,
    `    image: registry.example.com/team/app-${index}:1.${index}`,
    ...(anchors && !isHost ? ["    <<: *defaults"] : ["    restart: unless-stopped"]),
    ...(anchors ? ["    logging: *logging"] : []),
    "    environment:",
    ...(anchors ? ["      <<: *environment"] : ["      LOG_LEVEL: info"]),
    `      DATABASE_URL: postgres://db-${index}.example.com:5432/app`,
    "    ports:",
    // In host mode it listens on its own container port: one that no other has.
    `      - "${port}:${isHost ? port : 8080}"`,
    ...(isHost ? ["    network_mode: host"] : anchors ? [] : ["    networks: [backend]"]),
    ...(index % 10 > 1 ? [`    depends_on: [app-${index - 1}]`] : []),
  ];
  return `${lines.join("\n")}\n`;
}
