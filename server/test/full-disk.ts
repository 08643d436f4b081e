import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ProblemSchema, type Shared } from '@alacard/core/sharing';
import { recipeOf } from './fake-maker.ts';
import { sleep, temporaryFolder, type Checks } from './harness.ts';
import { startServerProcess } from './server-process.ts';

/** MB of the disk of its own, and of what is taken away to make room again. */
const DISK = 200;
const BALLAST = 24;

/** A file system of a fixed size; null where this user may not make one. */
function smallDisk(at: string): string | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}m`, 'tmpfs', at], { stdio: 'pipe' });
    return at;
  } catch {
    return null;
  }
}

/** The embedded server on a disk that becomes full, has room again, and is read by a new start. */
export async function fullDiskSuite(t: Checks): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const disk = smallDisk(dir);
  if (disk === null) {
    remove();
    return t.skip('full-disk', 'a disk of a fixed size can be made by root only (mount -t tmpfs)');
  }
  const ballast = path.join(disk, 'ballast');
  fs.writeFileSync(ballast, Buffer.alloc(BALLAST * 1_000_000));
  const data = path.join(disk, 'data');
  const env = { ALACARD_ANONYMOUS_PER_HOUR: '100000', ALACARD_LOG: 'warn' };
  const shared: string[] = [];
  let server = await startServerProcess(data, env);
  const publish = (megabytes: number): Promise<Response> => {
    const picture = crypto.randomBytes(megabytes * 750_000).toString('base64');
    const ipynb = `{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","metadata":{},"source":"x","execution_count":1,"outputs":[{"output_type":"display_data","metadata":{},"data":{"image/png":"${picture}"}}]}]}`;
    return fetch(`${server.url}/api/notebook/publish`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Large', ipynb, recipe: recipeOf() }),
    });
  };
  const kept = async (response: Response): Promise<void> => {
    shared.push(((await response.json()) as Shared).share_id);
  };
  const statusOf = async (address: string): Promise<number> =>
    (await fetch(server.url + address)).status;
  try {
    await t.check('a write that finds no room is refused, in words that say so', async () => {
      for (let i = 0; i < 60; i++) {
        const response = await publish(4);
        if (response.status === 201) {
          await kept(response);
          continue;
        }
        assert.equal(response.status, 503);
        assert.ok(response.headers.has('retry-after'));
        const { code, detail } = ProblemSchema.parse(await response.json());
        assert.equal(code, 'unavailable');
        assert.match(detail, /no room left on this server’s disk/);
        break;
      }
      assert.ok(shared.length > 3 && shared.length < 60, `${shared.length} shared`);
    });
    await t.check('reading goes on: pages, files, and downloads, which count', async () => {
      const [id] = shared;
      for (const address of [
        `/api/notebook/${id}`,
        `/n/${id}`,
        `/api/notebook/download/${id}`,
        '/api/notebooks',
        '/health',
      ])
        assert.equal(await statusOf(address), 200, address);
    });
    await t.check('with room again it writes again, without a new start', async () => {
      fs.rmSync(ballast);
      let status = 0;
      for (let waited = 0; waited < 20 && status !== 201; waited++) {
        const response = await publish(1);
        ({ status } = response);
        if (status === 201) await kept(response);
        else await sleep(500);
      }
      assert.equal(status, 201);
    });
    await t.check('after a power cut everything acknowledged is there', async () => {
      await server.kill();
      server = await startServerProcess(data, env);
      for (const id of shared) assert.equal(await statusOf(`/api/notebook/${id}`), 200, id);
    });
    console.log(`   ${shared.length} notebooks on a disk of ${DISK} MB`);
  } finally {
    await server.kill();
    execFileSync('umount', ['-l', disk]);
    remove();
  }
}
