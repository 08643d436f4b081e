import type { Config } from '../config.ts';

/** The Content-Security-Policy of our pages. `wasm` only where the panel checks Python. */
export const contentPolicy = (
  { frameUrl }: Pick<Config, 'frameUrl'>,
  { wasm = false }: { readonly wasm?: boolean } = {},
) => ({
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", ...(wasm ? ["'wasm-unsafe-eval'"] : [])],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    frameSrc: ["'self'", ...(frameUrl === null ? [] : [frameUrl])],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
  },
});
