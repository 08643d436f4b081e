#!/usr/bin/env node
import * as nodeModule from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `alacard-server needs Node 22.19 or newer, and this is Node ${process.versions.node}. Install a newer one from https://nodejs.org, then try again.`,
  );
  process.exit(1);
}

// A third of the time of a start is reading programs; the second one finds them compiled.
nodeModule.enableCompileCache();
await import('../dist/main.js');
