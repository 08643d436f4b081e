import fs from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/**
 * Guard 2: real fsync. PGlite's file system has no fsync callback and its
 * default parameters switch fsync off, so a power loss could take acknowledged
 * writes. This fills the callback in. It is a private seam of the pinned
 * version; `durable-fs.test.ts` counts the calls and fails when it moves.
 */
export const durableStartParams = (): string[] => [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  // fdatasync has no callback to fill in.
  ...['-c', 'wal_sync_method=fsync'],
  // 317 MB instead of 472 MB of memory.
  ...['-c', 'shared_buffers=8MB', '-c', 'max_connections=5'],
];

interface Stream {
  readonly nfd?: number;
  readonly node: unknown;
}
interface EmscriptenModule {
  readonly NODEFS?: {
    readonly stream_ops: { fsync?: (stream: Stream) => number };
    realPath(node: unknown): string;
  };
}

export class DurableNodeFS extends NodeFS {
  /** Calls that reached the disk. */
  fsyncs = 0;

  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const result = await super.init(pg, options);
    const patch = (module: unknown): void => {
      // SAFETY: the shape of Emscripten's module is checked in the next line.
      const nodefs = (module as EmscriptenModule).NODEFS;
      if (nodefs === undefined)
        throw new Error('PGlite changed: its file system cannot be made durable');
      nodefs.stream_ops.fsync = (stream) => {
        if (stream.nfd !== undefined) fs.fsyncSync(stream.nfd);
        else syncPath(nodefs.realPath(stream.node));
        this.fsyncs++;
        return 0;
      };
    };
    const { preRun } = result.emscriptenOpts;
    const before = preRun === undefined ? [] : Array.isArray(preRun) ? preRun : [preRun];
    return { ...result, emscriptenOpts: { ...result.emscriptenOpts, preRun: [...before, patch] } };
  }
}

function syncPath(path: string): void {
  const fd = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}
