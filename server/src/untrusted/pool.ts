import os from 'node:os';
import { Piscina } from 'piscina';
import { problem } from '@alacard/core/sharing';
import { Refusal } from '../refusal.ts';
import { checkFile, type CheckedFile, type FileCheck } from './check-file.ts';
import { createQueue, QueueFull } from './queue.ts';
import { served, unlinked, type Content, type Stored } from '../store/served.ts';
import { readSent, type Sent, type SentResult } from './read-sent.ts';

/** A drawing with its fonts: paths of files, and the family that is used. */
export interface DrawnPicture {
  readonly svg: string;
  readonly fontFiles: readonly string[];
  readonly family: string;
}

/**
 * Everything that reads what strangers send, away from the event loop: in
 * threads with a limit of time and of memory. What is small is read at once,
 * because its time is bounded by its size.
 */
export interface Untrusted {
  /** The JSON of a request, and what is known of the file in it. @throws Refusal */
  sent(bytes: Uint8Array): Promise<Sent>;
  /**
   * What is known of a file of our own making, ready to be kept.
   *
   * @throws Refusal when the text is no notebook, carries a secret, or cannot be read in time
   */
  check(ipynb: string): Promise<CheckedFile>;
  /** A stored file of so many bytes as it leaves the server. */
  serve(stored: Stored, bytes: number): Promise<Content>;
  /** HTML of a notebook's cells; null when it cannot be drawn within the limits. */
  draw(file: Uint8Array): Promise<Uint8Array | null>;
  /** HTML of its sources alone, as they are; null as above. */
  plain(file: Uint8Array): Promise<Uint8Array | null>;
  /** A PNG; null as above. */
  picture(picture: DrawnPicture): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

/** Bytes that are read at once: a few milliseconds at worst, and no notebook that was typed has more. */
const SMALL = 96 * 1024;
/** Milliseconds: ten times what the largest file takes on a quiet machine. */
const CHECK_TIME = 20_000;
const DRAW_TIME = 4_000;
const WAITING = 64;
/** What the largest file takes to be read is half of it; young objects are few large texts. */
const MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 12, stackSizeMb: 4 };

/** @param most threads at once */
export function createUntrusted(most: number): Untrusted {
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  const threads = Math.min(most, Math.max(1, os.availableParallelism() - 1));
  const pool = new Piscina({
    filename: new URL(file, import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
    resourceLimits: MEMORY,
    // A thread that waits in a lock cannot be told to collect its garbage.
    atomics: 'disabled',
  });
  // A thread that dies takes its own task along; others are not its concern.
  pool.on('error', () => undefined);
  const queue = createQueue(threads, WAITING);

  /** Undefined when the limits were not enough. The time counts from the moment the work begins. */
  async function limited<T>(
    name: string,
    input: unknown,
    time: number,
    transferList: ArrayBuffer[] = [],
  ): Promise<T | undefined> {
    try {
      // SAFETY: worker.ts exports a function of this name that answers a T.
      return await queue.run(
        async () =>
          (await pool.run(input, { name, transferList, signal: AbortSignal.timeout(time) })) as T,
      );
    } catch (error) {
      if (error instanceof QueueFull) {
        throw new Refusal('unavailable', 'The server is busy. Try again in a few seconds.');
      }
      if (beyondLimits(error)) return undefined;
      throw error;
    }
  }

  return {
    async sent(bytes) {
      const read =
        bytes.byteLength <= SMALL
          ? readSent(bytes)
          : ((await limited<SentResult>('sent', bytes, CHECK_TIME, ownBuffer(bytes))) ?? {
              ok: false,
              problem: problem('too-large', `The request ${TOO_MUCH}`),
            });
      if (!read.ok) throw new Refusal(read.problem);
      return read;
    },
    async check(ipynb) {
      const found =
        ipynb.length <= SMALL
          ? checkFile(ipynb)
          : await limited<FileCheck>('check', ipynb, CHECK_TIME);
      if (found?.ok) return found.file;
      throw new Refusal(found?.problem ?? problem('invalid-notebook', `The notebook ${TOO_MUCH}`));
    },
    serve: async (stored, bytes) =>
      bytes <= SMALL
        ? served(stored)
        : ((await limited<Content>('serve', stored, CHECK_TIME)) ?? unlinked(stored)),
    draw: async (bytes) => (await limited<Uint8Array>('drawNotebook', bytes, DRAW_TIME)) ?? null,
    plain: async (bytes) => (await limited<Uint8Array>('plain', bytes, DRAW_TIME)) ?? null,
    picture: async (given) => (await limited<Uint8Array>('picture', given, DRAW_TIME)) ?? null,
    close: () => pool.destroy(),
  };
}

/** What nobody reads any more changes its thread instead of being copied, unless others share its memory. */
const ownBuffer = ({ buffer, byteLength }: Uint8Array): ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];

const TOO_MUCH =
  'takes more time or memory to read than this server gives. Clear its large outputs and try again. Nothing was saved.';

const beyondLimits = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'AbortError' || ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'));
