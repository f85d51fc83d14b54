import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { collectFromServices } from "../../compose/model/collectFromServices";
import { placeIn } from "../../compose/values/placeIn";
import type { Origin } from "../../compose/values/value";
import { networkOf } from "../../network/networkOf";
import type { Finding } from "../../linter/finding";
import { defineRule } from "../../linter/rule";
import { fixValue, writeAt } from "../fixes/writeValue";

/** URLs that need a host; `postgres:///name` and `sqlite:///file` do not. */
const withoutHost =
  /\b(?:mqtts?|amqps?|rediss?|https?|wss?|nats|mongodb|smtps?|ldaps?|kafka|pulsar|memcached|tcp):\/\/\/([a-zA-Z][\w.-]*)/g;

interface Found {
  readonly service: Service;
  readonly url: string;
  readonly word: string;
  readonly text: string;
  readonly at: Origin;
  readonly start: number;
}

/** What stands behind three slashes is a path (RFC 3986, 3.2): a client takes its default host, its own container. */
export const urlWithoutHost = defineRule({
  id: "url-without-host",
  severity: "hint",
  title: say`A URL has no host`,
  perProject: function* (project): Generator<Finding> {
    for (const { service, url, word, text, at, start } of urls(project)) {
      const { at: place, written } = placeIn(text, at, start, start + url.length);
      const instead = url.replace(":///", "://");
      const isName = networkOf(project).servicesCalled(word).length > 0;
      yield {
        at: place,
        service,
        message: say`${url} has no host: behind three slashes stands a path, so that ${service.name} calls itself or nobody. Write ${instead}${isName ? "" : say`, if ${word} is the host`}.`,
        fixes: () => (isName ? fixValue(say`Write ${instead}`, writeAt(written, instead)) : []),
      };
    }
  },
});

const urls = collectFromServices((service): Found[] => {
  const found: Found[] = [];
  for (const values of [service.environment, service.entrypoint, service.command]) {
    for (const { value: text, at } of values) {
      // An empty variable is whatever its reader sets it to.
      if (text?.includes(":///") !== true || at.variables !== undefined) continue;
      for (const { 0: url, 1: word = "", index: start } of text.matchAll(withoutHost)) {
        found.push({ service, url, word, text, at, start });
      }
    }
  }
  return found;
});
