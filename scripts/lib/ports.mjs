/** Ports that stay the same from one start to the next, so that links survive it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { tools } from './node.mjs';

const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const { port: got } = probe.address();
      probe.close(() => resolve(got));
    });
  });

/**
 * The port that `name` had before, else `usual`; when somebody else has it, a free one,
 * and `say` is told. What is chosen is remembered.
 */
export async function rememberedPort(name, usual, say) {
  const file = join(tools, 'ports.json');
  const ports = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const wanted = ports[name] ?? usual;
  const free = await isFree(wanted);
  const port = free ?? (await isFree(0));
  if (free === null) {
    say(`Port ${wanted} is taken, so ${name} is at ${port} this time. End what uses ${wanted} to have it back.`);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...ports, [name]: port }));
  }
  return port;
}
