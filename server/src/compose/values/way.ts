import type { Node } from "../syntax/node";

/** One step by which a value reached the place where it takes effect. */
export interface Step {
  readonly kind: "alias" | "merge-key" | "extends" | "include";
  /** What made the step: the alias, the merged mapping, the `extends` or the item of `include`. */
  readonly at: Node;
}

/**
 * The steps by which a value came, outermost first. Longer ways share what they have in common, so that a value at the end
 * of a thousand `extends` costs each of the thousand services one step and not the whole way.
 */
export class Way implements Iterable<Step> {
  /** Of a value that is written in place. */
  static readonly none = new Way(undefined, undefined, 0, new Set());

  private constructor(
    private readonly outer: Way | Step | undefined,
    private readonly inner: Way | Step | undefined,
    readonly length: number,
    private readonly kinds: ReadonlySet<Step["kind"]>,
  ) {}

  /** This way, begun by one more step outside. */
  from(step: Step): Way {
    return new Way(step, this, this.length + 1, withKind(this.kinds, step));
  }

  /** This way, and one more step inside. */
  to(step: Step): Way {
    return new Way(this, step, this.length + 1, withKind(this.kinds, step));
  }

  /** Whether one of the steps is of this kind. */
  has(kind: Step["kind"]): boolean {
    return this.kinds.has(kind);
  }

  /** Whether no step is of another kind than these. */
  isOnly(...kinds: readonly Step["kind"][]): boolean {
    return [...this.kinds].every((kind) => kinds.includes(kind));
  }

  *[Symbol.iterator](): Iterator<Step> {
    const left: (Way | Step | undefined)[] = [this];
    while (left.length > 0) {
      const next = left.pop();
      if (next instanceof Way) left.push(next.inner, next.outer);
      else if (next !== undefined) yield next;
    }
  }
}

/** The same set where the kind is known: there are but few. */
function withKind(kinds: ReadonlySet<Step["kind"]>, { kind }: Step): ReadonlySet<Step["kind"]> {
  return kinds.has(kind) ? kinds : new Set([...kinds, kind]);
}
