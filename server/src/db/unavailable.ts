/**
 * Why the database could not do something now:
 * `away`: no connection, and nothing was kept. `unsure`: the connection went
 * while a change was being kept, so it may be there or not. `busy`: others were
 * in the way for too long. `full`: no room on the disk.
 */
export type Reason = 'away' | 'unsure' | 'busy' | 'full';

/** The database cannot do this now; somebody who tries again later may succeed. */
export class Unavailable extends Error {
  readonly reason: Reason;
  constructor(reason: Reason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Unavailable';
    this.reason = reason;
  }
}

/**
 * The reason behind a SQLSTATE. 53: no room, memory or connections left. 55P03
 * and 57014: a lock or a statement took longer than its limit. 58030: the disk
 * does not answer. 08, 57P, 25P03: the connection ended. 40: gave up among others.
 */
export function reasonOf(state: string): Reason | undefined {
  if (state === '53100' || state === '58030') return 'full';
  if (state === '55P03' || state === '57014' || /^(?:40|53)/.test(state)) return 'busy';
  return /^(?:08|57P|25P03)/.test(state) ? 'away' : undefined;
}
