import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const BLOCK = 512;

/** Unpacks a .tar.gz of plain files and folders (ustar) that our own build made. */
export function untar(archive: Uint8Array, into: string): void {
  const tar = zlib.gunzipSync(archive);
  const text = (from: number, length: number): string =>
    tar.toString('utf8', from, from + length).replace(/\0[\s\S]*/, '');
  fs.mkdirSync(into, { recursive: true, mode: 0o700 });
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const name = [text(at + 345, 155), text(at, 100)].filter(Boolean).join('/');
    const size = parseInt(text(at + 124, 12), 8);
    const target = path.join(into, name);
    if (!`${target}/`.startsWith(`${into}/`)) throw new Error(`${name} leads out of the archive`);
    if (text(at + 156, 1) === '5') fs.mkdirSync(target, { recursive: true, mode: 0o700 });
    else {
      fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
      fs.writeFileSync(target, tar.subarray(at + BLOCK, at + BLOCK + size), { mode: 0o600 });
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}
