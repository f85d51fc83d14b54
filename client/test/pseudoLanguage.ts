import { untranslated } from "../../test/pseudoLanguage";
import type { Localizer } from "../src/platform/localizer";
import { english } from "./english";

/** A language in which each text is in brackets and each value in it in others, so that what nobody translates shows. */
export const pseudo: Localizer = {
  t: (message, ...values) => english.t(`⟦${message.replace(/\{\d\}/gu, (place) => `⟨${place}⟩`)}⟧`, ...values),
};

/** Words of Docker, of Linux and of protocols, which are the same in every language. */
const dockers =
  "tcp udp bridge default host none container internal ingress running exited paused created restarting healthy unhealthy " +
  "docker inspect logs ss ltunp ltun ltnp sport nsenter net ps IPv4 IPv6 http https Podman Docker Engine Linux pid lo eth veth MTU qdisc";

/** The parts of these sentences that are said in English: neither translated nor among the words of `data`, such as names. */
export function englishIn(sentences: readonly string[], data: string): { part: string; sentence: string }[] {
  const words = new Set(wordsOf(`${dockers} ${data}`));
  const known = (value: string): boolean => wordsOf(value).every((word) => words.has(word));
  return sentences.flatMap((sentence) => untranslated(sentence, known).map((part) => ({ part, sentence })));
}

function wordsOf(text: string): string[] {
  return text.match(/\p{L}+/gu) ?? [];
}
