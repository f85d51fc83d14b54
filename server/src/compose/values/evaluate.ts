import { interpolate, type Unset, type VariableLookup } from "../interpolation/template";
import { isNull, type MappingNode, type Node, type Place, type ScalarNode } from "../syntax/node";
import type { MappingValue, Origin, ScalarValue, SequenceValue, Value } from "./value";
import { Way } from "./way";

/** What evaluation needs to know of the world around a node. */
export interface EvaluationContext {
  /** What an alias refers to: the last node before `before` that carries the anchor. */
  readonly resolveAlias: (name: string, before: Place) => Node | undefined;
  readonly variables: VariableLookup;
  readonly unset: Unset;
  /** Told of every text that Compose refuses to interpolate. */
  readonly onInvalid: (node: Node, reason: string) => void;
}

/**
 * Values that one evaluation may produce before it stops following aliases. go-yaml bounds alias expansion as well
 * (yaml.v3 decode.go, allowedAliasRatio); a hundred levels of "billion laughs" end here.
 */
const maximumValues = 20_000;

/**
 * Evaluates one node: follows aliases, joins merge keys (`<<`, single and list; own keys win, then the earlier of a
 * list: YAML 1.1 merge, as go-yaml reads it) and puts variables' values in place. Never throws.
 */
export function evaluate(node: Node, key: ScalarNode | undefined, context: EvaluationContext): Value {
  return new Evaluation(context).value(node, key, Way.none);
}

class Evaluation {
  private remaining = maximumValues;
  /** The nodes whose evaluation is under way: an alias back into one of them is a cycle. */
  private readonly open = new Set<Node>();

  constructor(private readonly context: EvaluationContext) {}

  value(node: Node, key: ScalarNode | undefined, via: Way): Value {
    this.remaining -= 1;
    if (node.kind === "alias") {
      const target = this.follow(node);
      if (target === undefined) return this.unknown(node, key, via);
      return this.value(target, key, via.to({ kind: "alias", at: node }));
    }
    if (node.kind === "scalar") return tagged(this.scalar(node, key, via), node);
    if (this.remaining <= 0 || this.open.has(node)) return this.unknown(node, key, via);
    this.open.add(node);
    const value = node.kind === "mapping" ? this.mapping(node, key, via) : this.sequence(node.items, node, key, via);
    this.open.delete(node);
    return tagged(value, node);
  }

  private follow(alias: Extract<Node, { kind: "alias" }>): Node | undefined {
    return this.remaining <= 0 ? undefined : this.context.resolveAlias(alias.name, alias);
  }

  private unknown(node: Node, key: ScalarNode | undefined, via: Way): ScalarValue {
    return {
      kind: "scalar",
      at: origin(node, key, via),
      text: undefined,
      unknown: { variables: [], invalid: undefined },
      isNull: false,
    };
  }

  private scalar(node: ScalarNode, key: ScalarNode | undefined, via: Way): ScalarValue {
    if (!node.text.includes("$")) {
      const at = origin(node, key, via);
      const text = node.style === "plain" ? decimal(node.text) : node.text;
      return { kind: "scalar", at, text, unknown: undefined, isNull: isNull(node) };
    }
    const { variables } = this.context;
    const at = { ...origin(node, key, via), variables };
    const result = interpolate(node.text, variables, this.context.unset);
    if (result.kind === "text") return { kind: "scalar", at, text: result.text, unknown: undefined, isNull: false };
    if (result.kind === "invalid") this.context.onInvalid(node, result.reason);
    const unknown =
      result.kind === "unknown"
        ? { variables: result.variables, invalid: undefined, holed: result.holed }
        : { variables: [], invalid: result.reason };
    return { kind: "scalar", at, text: undefined, unknown, isNull: false };
  }

  private sequence(items: readonly Node[], node: Node, key: ScalarNode | undefined, via: Way): SequenceValue {
    return {
      kind: "sequence",
      at: origin(node, key, via),
      items: items.map((item) => this.value(item, undefined, via)),
    };
  }

  private mapping(node: MappingNode, key: ScalarNode | undefined, via: Way): MappingValue {
    const entries = new Map<string, Value>();
    const merged: { readonly source: Node; readonly via: Way }[] = [];
    for (const pair of node.pairs) {
      if (pair.key.text === "<<" && pair.key.style === "plain") {
        const sources = pair.value.kind === "sequence" ? pair.value.items : [pair.value];
        for (const source of sources) merged.push({ source, via: via.to({ kind: "merge-key", at: source }) });
      } else entries.set(pair.key.text, this.value(pair.value, pair.key, via));
    }
    for (const { source, via: steps } of merged) {
      const target = source.kind === "alias" ? this.follow(source) : source;
      if (target?.kind !== "mapping" || this.open.has(target) || this.remaining <= 0) continue;
      this.open.add(target);
      for (const [name, value] of this.mapping(target, undefined, steps).entries) {
        const own = entries.get(name);
        if (own === undefined) entries.set(name, value);
        else if (own.tag === "reset") entries.set(name, showingThrough(value, own));
      }
      this.open.delete(target);
    }
    return { kind: "mapping", at: origin(node, key, via), entries };
  }
}

/**
 * The value of a merge key beside one that `!reset` removes: the layers below are reset all the same
 * (docs/docker-behaviour.md#reset-beside-merge-key).
 */
export function showingThrough<T extends Value>(value: T, { at: { key } }: Value): T {
  const at = key === undefined ? value.at : { ...value.at, shownThrough: key };
  return { ...value, tag: value.tag ?? "override", at };
}

/** A whole number in another notation as Compose prints it: go-yaml reads `0x50`, `010` and `1_000` as 80, 8 and 1000. */
function decimal(text: string): string {
  if (!/^[-+]?(?:0[xX][\da-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|[1-9]\d*_[\d_]*)$/.test(text)) return text;
  const digits = text.replaceAll("_", "").replace(/^\+/, "");
  const value = Number(digits.replace(/^(-?)0(?=[0-7])/, "$10o"));
  return Number.isSafeInteger(value) ? String(value) : text;
}

/** `!reset` and `!override` stay on the value: what they do depends on the layers below it (compose-go loader/reset.go). */
function tagged<T extends Value>(value: T, { tag }: Node): T {
  if (tag === "!reset") return { ...value, tag: "reset" };
  return tag === "!override" ? { ...value, tag: "override" } : value;
}

function origin(node: Node, key: ScalarNode | undefined, via: Way): Origin {
  return { file: node.chunk.file, node, key, via };
}
