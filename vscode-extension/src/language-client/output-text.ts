/** Most characters of output that are looked at, for each cell. */
const LONGEST = 1_000_000;
/** Mime types whose data is text that a person sees. */
const TEXTUAL =
  /^text\/|[/+]json$|\+xml$|^application\/vnd\.code\.notebook\.(?:stdout|stderr|error)$/;

interface Output {
  readonly items: readonly { readonly mime: string; readonly data: Uint8Array }[];
}

/** All text that a cell put out. */
export const outputText = (outputs: readonly Output[]): string =>
  outputs
    .flatMap(({ items }) => items)
    .filter(({ mime }) => TEXTUAL.test(mime))
    .map(({ data }) => new TextDecoder().decode(data.subarray(0, LONGEST)))
    .join('\n')
    .slice(0, LONGEST);
