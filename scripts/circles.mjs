/** No file may need itself, by however many others: `import type` counts like any import. */
import { join } from 'node:path';
import madge from 'madge';
import { root } from './lib/node.mjs';
import { ROOMS } from './lib/rooms.mjs';

const PACKAGES = [
  'core/src',
  'jupyterlab-extension/src',
  'vscode-extension/src',
  'server/src',
  'server/web',
  'proof',
];

/** The rooms of core as a graph must have no circle either, or the floors of ESLint hold nothing. */
function circleOfRooms() {
  const left = new Map(Object.entries(ROOMS));
  for (;;) {
    const free = [...left].find(([, below]) => below.every((room) => !left.has(room)));
    if (!free) return [...left.keys()];
    left.delete(free[0]);
  }
}

let found = 0;
for (const folder of PACKAGES) {
  const graph = await madge(join(root, folder), {
    fileExtensions: ['ts'],
    tsConfig: join(root, 'tsconfig.base.json'),
    excludeRegExp: [/(?:^|\/)(?:out|dist|node_modules)\//],
    detectiveOptions: { ts: { skipTypeImports: false } },
  });
  const lost = graph.warnings().skipped.filter((name) => name.startsWith('.'));
  const files = Object.keys(graph.obj()).length;
  if (files === 0 || lost.length > 0) {
    console.error(`${folder}: ${files} files read, not found: ${lost.join(', ')}`);
    process.exit(1);
  }
  const circles = graph.circular();
  found += circles.length;
  console.log(`${folder}: ${files} files, ${circles.length} circles`);
  for (const circle of circles) console.error(`  ${circle.join(' > ')} > ${circle[0]}`);
}
const rooms = circleOfRooms();
if (rooms.length > 0) console.error(`scripts/lib/rooms.mjs has a circle among ${rooms.join(', ')}`);
process.exit(found > 0 || rooms.length > 0 ? 1 : 0);
