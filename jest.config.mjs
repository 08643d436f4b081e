/** Unit tests: pure logic, cases and properties. Test layers that need Python, a browser or a database live elsewhere. */
const project = (name, extra = {}) => ({
  displayName: name,
  rootDir: `${import.meta.dirname}/${name}`,
  testMatch: ['<rootDir>/src/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': `${import.meta.dirname}/scripts/jest-esbuild.cjs` },
  testEnvironment: 'node',
  ...extra,
});

/** Other packages of the repository as sources, so that no build stands between an edit and its test. */
const fromSources = {
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
};

export default {
  projects: [
    project('core', {
      testMatch: ['<rootDir>/{src,scripts}/**/*.test.ts'],
      globalSetup: `${import.meta.dirname}/scripts/jest-data.cjs`,
    }),
    project('server', fromSources),
    project('vscode-extension', fromSources),
    project('jupyterlab-extension', {
      ...fromSources,
      modulePathIgnorePatterns: ['<rootDir>/alacard/'],
    }),
    project('proof', {
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/out/'],
    }),
  ],
  testTimeout: 60_000,
};
