/** Bundles `web/` into dist/web. */
export function bundleWeb(): Promise<void>;
