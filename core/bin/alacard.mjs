#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `alacard needs Node 22.19 or newer, and this is Node ${process.versions.node}. Install a newer one from https://nodejs.org, then try again.`,
  );
  process.exit(1);
}
// Imported here: an older Node does not get as far as the check with an import at the top.
const { main } = await import('../dist/src/node/cli.js');

await main(process.argv.slice(2));
