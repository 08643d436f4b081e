/** Jest transform: TypeScript to ESM by esbuild, as fast as no transform at all. */
const { transformSync, version } = require('esbuild');
const { createHash } = require('node:crypto');

module.exports = {
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node22',
      sourcemap: 'external',
      sourcefile: path,
    });
    return { code, map };
  },
  getCacheKey(source, path) {
    return createHash('sha256').update(`${version}\0${path}\0${source}`).digest('hex');
  },
};
