/** Collects conditions and their values; numbering stays in one place. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #parts: string[] = [];

  /** Registers a value and gives its placeholder. */
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(condition: string): this {
    this.#parts.push(condition);
    return this;
  }

  /** Adds `expression = value` when there is a value. */
  equal(expression: string, value: unknown): this {
    return value === undefined ? this : this.add(`${expression} = ${this.bind(value)}`);
  }

  get where(): string {
    return this.#parts.length === 0 ? '' : `where ${this.#parts.join(' and ')}`;
  }
}
