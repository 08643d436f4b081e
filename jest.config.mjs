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

export default {
  projects: [
    project('core', { globalSetup: `${import.meta.dirname}/scripts/jest-data.cjs` }),
    // Other packages of the repository as sources, so that no build stands between an edit and its test.
    project('server', {
      testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
    }),
    project('vscode-extension'),
    project('jupyterlab-extension', { modulePathIgnorePatterns: ['<rootDir>/alacard/'] }),
    project('proof', {
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/out/'],
    }),
  ],
  testTimeout: 60_000,
};
