import { retrying, type Database } from '../db/database.ts';
import { greet } from '../store/people.ts';
import { OWNER_ID } from './owner.ts';

/**
 * Gives everything of the local owner to a person of the sign-in service: after
 * a move from the laptop, their private notebooks would belong to nobody.
 *
 * @returns notebooks given
 */
export async function giveOwners(db: Database, userId: string): Promise<number> {
  return retrying(db, async (sql) => {
    const [owner] = await sql.query<{ name: string | null }>(
      'select name from people where id = $1 for update',
      [OWNER_ID],
    );
    if (owner === undefined) return 0;
    await greet(sql, userId, owner.name);
    const given = await sql.query(
      'update notebooks set user_id = $2 where user_id = $1 returning 1 as ok',
      [OWNER_ID, userId],
    );
    // Sessions were opened with a token that is not theirs.
    await sql.query(`delete from access_tokens where user_id = $1 and kind = 'session'`, [
      OWNER_ID,
    ]);
    await sql.query('update access_tokens set user_id = $2 where user_id = $1', [OWNER_ID, userId]);
    await sql.query('delete from people where id = $1', [OWNER_ID]);
    return given.length;
  });
}
