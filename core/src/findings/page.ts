/** Where the codes are explained: what each says, why, an example, and how to be rid of it. */
const PAGE = 'https://github.com/alacard/alacard/blob/main/docs/findings.md';

/** The address of a finding's explanation. */
export const findingPage = (code: string): string => `${PAGE}#${encodeURIComponent(code)}`;
