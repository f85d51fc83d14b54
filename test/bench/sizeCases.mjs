// @ts-check
// Projects whose size or shape could make a reader take far longer than their text is long.

/**
 * @typedef {object} SizeCase
 * @property {string} name
 * @property {Readonly<Record<string, string>>} files by name; the editor opens `compose.yaml`
 */

/** What grows is measured at both, so that a time that grows faster than the text is seen. */
const counts = [1_000, 20_000];

/**
 * The cases, each made when it is its turn: some texts are several megabytes long.
 * @returns {(() => SizeCase)[]}
 */
export function sizeCases() {
  return [
    ...counts.flatMap((count) => [
      () => inOneFile(`extends chain, ${written(count)} links`, chain(numbers(count), count)),
      () => inOneFile(`extends chain reversed, ${written(count)} links`, chain(numbers(count).toReversed(), count)),
    ]),
    () => inOneFile("extends chain, 400 links that each add an entry", addingChain(400)),
    () => ({ name: "include diamond, 20 files deep", files: diamond(20) }),
    ...counts.flatMap((count) => [
      () => inOneFile(`one flow line, ${written(count)} services`, `services: {${flowServices(count).join(", ")}}\n`),
      () => inOneFile(`JSON, ${written(count)} services`, json(count)),
      () =>
        inOneFile(`one service in host mode, ${written(count)} ports`, manyPorts(count, "    network_mode: host\n")),
      () => inOneFile(`one bridged service, ${written(count)} ports`, manyPorts(count, "")),
      () => inOneFile(`several findings each, ${written(count)} services`, severalFindings(count)),
    ]),
  ];
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {SizeCase}
 */
function inOneFile(name, text) {
  return { name, files: { "compose.yaml": text } };
}

/** @param {number} count */
function written(count) {
  return count.toLocaleString("en");
}

/** @param {number} count */
function numbers(count) {
  return Array.from({ length: count }, (_, index) => index);
}

/**
 * @param {readonly number[]} order
 * @param {number} count
 */
function chain(order, count) {
  const services = order.map((index) =>
    index === count - 1
      ? `  s${index}:\n    network_mode: host\n    ports: ["80:80"]\n`
      : `  s${index}:\n    extends: s${index + 1}\n`,
  );
  return `services:\n${services.join("")}`;
}

/** @param {number} count */
function addingChain(count) {
  const services = numbers(count).map(
    (index) =>
      `  s${index}:\n    image: x\n    labels: [label-${index}]\n${index === 0 ? "" : `    extends: s${index - 1}\n`}`,
  );
  return `services:\n${services.join("")}`;
}

/** Two files at each depth, both of which include both of the next: two to the power of `depth` ways. @param {number} depth */
function diamond(depth) {
  /** @type {Record<string, string>} */
  const files = { "compose.yaml": "include: [a0.yaml, b0.yaml]\n" };
  for (const level of numbers(depth)) {
    const next = level + 1;
    for (const side of ["a", "b"]) {
      files[`${side}${level}.yaml`] =
        next === depth
          ? `services: {${side}: {image: x, network_mode: host, ports: ["80:80"]}}\n`
          : `include: [a${next}.yaml, b${next}.yaml]\n`;
    }
  }
  return files;
}

/** @param {number} count */
function flowServices(count) {
  return numbers(count).map((index) => `s${index}: {image: x, ports: ["${port(index)}:80"]}`);
}

/** @param {number} count */
function json(count) {
  /** @type {Record<string, { image: string, ports: string[] }>} */
  const services = {};
  for (const index of numbers(count)) services[`s${index}`] = { image: "x", ports: [`${port(index)}:80`] };
  return `${JSON.stringify({ services }, undefined, 2)}\n`;
}

/**
 * @param {number} count
 * @param {string} mode
 */
function manyPorts(count, mode) {
  const items = numbers(count).map((index) => `      - "${port(index)}:${port(index)}"\n`);
  return `services:\n  web:\n    image: x\n${mode}    ports:\n${items.join("")}`;
}

/** @param {number} count */
function severalFindings(count) {
  const services = numbers(count).map(
    (index) =>
      `  s${index}:\n    image: x\n    network_mode: host\n    ports: ["${port(index)}:80"]\n    expose: ["80"]\n    links: [s0]\n    extra_hosts: ["a:192.0.2.1"]\n    deploy: {replicas: 2}\n`,
  );
  return `services:\n${services.join("")}`;
}

/** @param {number} index */
function port(index) {
  return 1_024 + index;
}
