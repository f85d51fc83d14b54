/**
 * What SARIF 2.1.0 says of the objects that Hostside writes (OASIS standard, sections 3.13 to 3.59), no other property
 * allowed: in our own words, since the published schema carries no licence to copy it.
 */
const text = { type: "string", minLength: 1 };
const uri = { type: "string", pattern: "^[A-Za-z0-9._~!$&'()*+,;=:@%/-]*$" };
const level = { enum: ["none", "note", "warning", "error"] };
const message = object({ text, markdown: text, id: text, arguments: { type: "array" } }, ["text"]);
const number = { type: "integer", minimum: 1 };
const region = object({ startLine: number, startColumn: number, endLine: number, endColumn: number }, ["startLine"]);
const location = object(
  {
    id: { type: "integer", minimum: -1 },
    message,
    physicalLocation: object(
      { artifactLocation: object({ uri, uriBaseId: text, index: { type: "integer" } }, ["uri"]), region },
      ["artifactLocation"],
    ),
  },
  ["physicalLocation"],
);
const rule = object(
  {
    id: text,
    name: text,
    shortDescription: message,
    fullDescription: message,
    help: message,
    helpUri: { type: "string", pattern: "^https://" },
    defaultConfiguration: object({ enabled: { type: "boolean" }, level }, []),
  },
  ["id"],
);
const driver = object(
  {
    name: text,
    version: text,
    semanticVersion: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+" },
    informationUri: { type: "string", pattern: "^https://" },
    rules: { type: "array", uniqueItems: true, items: rule },
  },
  ["name"],
);
const result = object(
  {
    ruleId: text,
    ruleIndex: { type: "integer", minimum: -1 },
    level,
    message,
    locations: { type: "array", items: location },
    relatedLocations: { type: "array", uniqueItems: true, items: location },
  },
  ["message"],
);

const exception = object({ kind: text, message: text }, []);
const notification = object(
  {
    level,
    message,
    associatedRule: object({ id: text, index: { type: "integer", minimum: -1 } }, []),
    locations: { type: "array", items: location },
    exception,
  },
  ["message"],
);
const invocation = object(
  {
    executionSuccessful: { type: "boolean" },
    exitCode: { type: "integer" },
    toolExecutionNotifications: { type: "array", items: notification },
  },
  ["executionSuccessful"],
);

export const sarifSchema = object(
  {
    $schema: { type: "string", pattern: "sarif.*2\\.1\\.0.*\\.json$" },
    version: { const: "2.1.0" },
    runs: {
      type: "array",
      items: object(
        {
          tool: object({ driver }, ["driver"]),
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          invocations: { type: "array", items: invocation },
          results: { type: "array", items: result },
        },
        // Without `results` the log would say that nothing was looked for (3.14.23).
        ["tool", "results"],
      ),
    },
  },
  ["version", "runs"],
);

function object(properties: Readonly<Record<string, unknown>>, required: readonly string[]) {
  return { type: "object", properties, required, additionalProperties: false };
}
