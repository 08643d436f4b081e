import type { StoreContext } from './context.ts';

/** Wraps every notebook key by the current master key. Blobs stay as they are. @returns how many */
export async function rotateKeys({
  db,
  keyring,
}: Pick<StoreContext, 'db' | 'keyring'>): Promise<number> {
  let count = 0;
  for (;;) {
    const rows = await db.query<{ id: string; key_id: string; wrapped: Uint8Array }>(
      'select id, key_id, wrapped from notebooks where key_id <> $1 order by id limit 200',
      [keyring.current],
    );
    if (rows.length === 0) return count;
    await db.tx(async (sql) => {
      for (const { id, key_id, wrapped } of rows) {
        const key = keyring.openKey(key_id, wrapped, id).rewrap();
        await sql.query(
          'update notebooks set wrapped = $2, key_id = $3 where id = $1 and key_id = $4',
          [id, Buffer.from(key.wrapped), key.keyId, key_id],
        );
        count++;
      }
    });
  }
}
