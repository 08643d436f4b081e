import { AsyncLocalStorage } from 'node:async_hooks';
import type { Sql } from './database.ts';

/** One session of a database, as a transaction uses it. */
export interface Session extends Sql {
  begin(): Promise<void>;
  commit(): Promise<void>;
  /** Never fails: a session that cannot roll back is given up by whoever owns it. */
  rollback(): Promise<void>;
}

export interface Transactions {
  /** Runs `work` between begin and commit; rolls back when anything in it failed. */
  run<T>(session: Session, work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Throws inside of a transaction: there, only its own handle may be used. */
  refuseInside(): void;
}

/** A transaction that asks for nothing for so long has been forgotten: everybody waits for it. */
const FORGOTTEN = 30_000;

/** The rules of transactions, the same on both engines. One instance a database. */
export function createTransactions(forgotten = FORGOTTEN): Transactions {
  const current = new AsyncLocalStorage<{ open: boolean }>();
  return {
    refuseInside() {
      // Waiting here for the session that this very transaction holds would never end.
      if (current.getStore()?.open === true)
        throw new Error('Inside a transaction, use the handle it was given, not the database.');
    },
    async run(session, work) {
      const state = { open: true };
      // A call: what `query` saw before it waited may have changed since.
      const isOpen = (): boolean => state.open;
      let failure: { readonly error: unknown } | undefined;
      let timer: NodeJS.Timeout | undefined;
      let running = 0;
      let giveUp: (reason: Error) => void = () => undefined;
      const idle = new Promise<never>((_, reject) => (giveUp = reject));
      idle.catch(() => undefined);
      const watch = (): void => {
        timer = setTimeout(
          () => giveUp(new Error(`A transaction did nothing for ${forgotten / 1000} s.`)),
          forgotten,
        );
      };
      const handle: Sql = {
        async query(text, values, options) {
          if (!state.open)
            throw new Error('This transaction has ended; its handle is of no more use.');
          clearTimeout(timer);
          running++;
          try {
            return await session.query(text, values, options);
          } catch (error) {
            failure ??= { error };
            throw error;
          } finally {
            running--;
            if (running === 0 && isOpen()) watch();
          }
        },
      };
      await session.begin();
      try {
        watch();
        const result = await Promise.race([current.run(state, () => work(handle)), idle]);
        state.open = false;
        // PostgreSQL answers the commit of a failed transaction by rolling back, without an error.
        if (failure) throw failure.error;
        await session.commit();
        return result;
      } catch (error) {
        state.open = false;
        await session.rollback();
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
