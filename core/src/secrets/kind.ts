/** What the scanner looks for. */
export interface SecretKind {
  readonly kind: string;
  /** Global. Group 1, if any, is the secret; otherwise the whole match is. */
  readonly pattern: RegExp;
  /**
   * In lower case: a text without any of these has none of this kind. Looking for them costs a
   * tenth of what the pattern costs, and most notebooks have no secret at all.
   */
  readonly signs: readonly string[];
  /** Public beginning of a secret, kept by `masked`. */
  readonly prefix: RegExp;
  /**
   * Bits a character below which a value is taken for a placeholder; 3 where nothing is said.
   * 0 for a fixed line, or what a person chose; less for a short value of few signs.
   */
  readonly minEntropy?: number;
  /** A further test the secret must pass to be one. */
  readonly accept?: (secret: string) => boolean;
}
