import v8 from 'node:v8';
import vm from 'node:vm';

/**
 * Gives back the memory of this thread that nobody uses any more. V8 does so by
 * itself when it needs room, which a thread that waits for its next work never does:
 * what one large file left would stay beside what other threads need.
 */
export function collector(): () => void {
  v8.setFlagsFromString('--expose-gc');
  // SAFETY: what V8 puts there by this flag; none is looked for in the next line.
  const gc = vm.runInNewContext('gc') as NodeJS.GCFunction | undefined;
  if (gc === undefined) throw new Error('Node gives no access to its garbage collection');
  return () => gc({ type: 'major', flavor: 'last-resort', execution: 'sync' });
}
