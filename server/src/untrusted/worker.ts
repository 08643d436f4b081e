/** What a worker thread does: everything here gets text that strangers wrote. */
import { Resvg } from '@resvg/resvg-js';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { checkFile } from './check-file.ts';
import { draw, drawPlain } from './draw.ts';
import { collector } from '../collect.ts';
import { readSent } from './read-sent.ts';
import { served, type Stored } from '../store/served.ts';
import type { DrawnPicture } from './pool.ts';

const collect = collector();
const LARGE = 1024 * 1024;
/** Collects what work on so many bytes left; afterwards, so that nobody waits for it. */
const leaving = <T>(bytes: number, answer: T): T => {
  if (bytes >= LARGE) setImmediate(collect);
  return answer;
};

const moved = (bytes: Uint8Array<ArrayBuffer>): unknown => move(bytes);

/** An answer of which `bytes` are a part: they change their thread, the rest is copied. */
const movedIn = (answer: object, bytes: Uint8Array<ArrayBuffer>): unknown =>
  move({ [transferableSymbol]: [bytes.buffer], [valueSymbol]: answer });

export const check = (ipynb: string) => {
  const found = checkFile(ipynb);
  return leaving(ipynb.length, found.ok ? movedIn(found, found.file.packed) : found);
};
export const sent = (bytes: Uint8Array) => {
  const { byteLength } = bytes;
  const read = readSent(bytes);
  return leaving(
    byteLength,
    read.ok && read.file?.ok === true ? movedIn(read, read.file.file.packed) : read,
  );
};
export const serve = (stored: Stored) => {
  const content = served(stored);
  return leaving(content.bytes, movedIn(content, content.file));
};
export const drawNotebook = (file: Uint8Array) => leaving(file.byteLength, moved(draw(file)));
export const plain = (file: Uint8Array) => leaving(file.byteLength, moved(drawPlain(file)));
export const picture = ({ svg, fontFiles, family }: DrawnPicture) => {
  const font = { fontFiles: [...fontFiles], loadSystemFonts: false, defaultFontFamily: family };
  return moved(new Uint8Array(new Resvg(svg, { font }).render().asPng()));
};
