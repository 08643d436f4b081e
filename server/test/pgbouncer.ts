import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { sleep, temporaryFolder } from './harness.ts';

/** Starts pgbouncer in transaction mode before a database, as Supavisor's port 6543 is. */
export async function startPgbouncer(
  databaseUrl: string,
): Promise<{ url: string; stop: () => Promise<void> } | string> {
  const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'].find(
    (file) => fs.existsSync(file),
  );
  if (program === undefined) return 'pgbouncer is not installed';
  const { dir, remove } = temporaryFolder();
  const port = await freePort();
  const target = new URL(databaseUrl);
  const name = target.pathname.slice(1);
  fs.writeFileSync(
    path.join(dir, 'pgbouncer.ini'),
    `[databases]
${name} = host=${target.hostname} port=${target.port || 5432} dbname=${name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 5
max_client_conn = 100
logfile = ${dir}/log
pidfile = ${dir}/pid
`,
  );
  // pgbouncer refuses to run as root.
  const root = process.getuid?.() === 0;
  if (root) spawnSync('chown', ['-R', 'nobody', dir]);
  // With auth_type = any everybody is the user named in the connection line.
  fs.appendFileSync(path.join(dir, 'pgbouncer.ini'), '');
  const ini = fs.readFileSync(path.join(dir, 'pgbouncer.ini'), 'utf8');
  fs.writeFileSync(
    path.join(dir, 'pgbouncer.ini'),
    ini.replace(`dbname=${name}`, `dbname=${name} user=${target.username || 'postgres'}`),
  );
  const child = spawn(
    program,
    [...(root ? ['-u', 'nobody'] : []), path.join(dir, 'pgbouncer.ini')],
    { stdio: 'ignore' },
  );
  for (let i = 0; i < 50 && !(await answers(port)); i++) await sleep(100);
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    stop: async () => {
      const gone = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      remove();
    },
  };
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
