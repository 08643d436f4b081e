/** What docs/findings.md says of a code beside its sentence. A code without it does not compile. */
export interface Explained {
  /** Why it is said: what would go wrong otherwise. */
  readonly why: string;
  /** Something that brings it about, in Markdown. */
  readonly example: string;
  /** How it goes away, or what to do when it is not wanted. */
  readonly silence: string;
}
/** Where the sentence is worded at the place that finds it, the page says what is found. */
export interface ExplainedKind extends Explained {
  readonly what: string;
}

/** The language server's codes can be switched off one by one. */
export const inSettings = (code: string): string =>
  `In VS Code, put "${code}" into \`alacard.languageServer.disabledChecks\`.`;
/** The example is not taken over; the rest of the notebook is made all the same. */
export const LEFT_OUT =
  'Nothing needs to be done: the notebook is made without the example, and names the reason.';
