import type { Finding } from './finding.ts';

const SHOWN = { readable: true } as const;
const LEFT_OUT = { readable: false } as const;

/**
 * Why a model card's example is not run, and whether it can be read all the same. The sentence is
 * worded where the reason is found, since it names what stands there: "It imports mlx, …". An example
 * that reaches out of the notebook, carries a token, is no Python or is about another model is not
 * handed on at all.
 */
export const EXAMPLE_FINDINGS = {
  'endless-loop': LEFT_OUT,
  'example-bare-cuda': SHOWN,
  'example-custom-code': SHOWN,
  'example-foreign-code': LEFT_OUT,
  'example-no-weights': LEFT_OUT,
  'example-placeholder': SHOWN,
  'example-removed-api': SHOWN,
  'example-secret': LEFT_OUT,
  'example-syntax': LEFT_OUT,
  'example-undefined-name': SHOWN,
  'gpu-only': SHOWN,
  'inner-parts': SHOWN,
  'name-order': LEFT_OUT,
  'needs-dataset': SHOWN,
  'needs-file': SHOWN,
  'needs-network': SHOWN,
  'no-such-file': SHOWN,
  'old-tuples': SHOWN,
  'only-loads': LEFT_OUT,
  'other-engine': SHOWN,
  'other-head': SHOWN,
  'other-mask': SHOWN,
  'other-model': LEFT_OUT,
  'other-repository': LEFT_OUT,
  'other-revision': SHOWN,
  'random-input': SHOWN,
  'runs-programs': LEFT_OUT,
  'runs-text': LEFT_OUT,
  server: SHOWN,
  'sets-environment': SHOWN,
  'shell-command': SHOWN,
  'shows-nothing': SHOWN,
  'star-import': LEFT_OUT,
  training: SHOWN,
  'unknown-class': SHOWN,
  'unknown-library': SHOWN,
  'unknown-task': SHOWN,
  'version-bound': SHOWN,
  'waits-for-input': SHOWN,
  'writes-file': SHOWN,
} as const satisfies Readonly<Record<string, { readonly readable: boolean }>>;
export type ExampleCode = keyof typeof EXAMPLE_FINDINGS;
// SAFETY: the keys of the record are its type's.
export const EXAMPLE_CODES = Object.keys(EXAMPLE_FINDINGS) as ExampleCode[];

const isCode = (code: string): code is ExampleCode => Object.hasOwn(EXAMPLE_FINDINGS, code);

/** Whether an example with these reasons can be shown without running it. */
export const isReadable = (reasons: readonly Finding[]): boolean =>
  reasons.every(({ code }) => isCode(code) && EXAMPLE_FINDINGS[code].readable);

/** @param line 1-based line of the example. */
export const reason = (code: ExampleCode, message: string, line?: number): Finding => ({
  code,
  severity: 'info',
  message,
  ...(line === undefined ? {} : { line }),
});
