import { again, type Database, type Sql } from '../db/database.ts';
import type { StoreContext } from './context.ts';
import type { NotebookKey } from './keyring.ts';
import type { Kept } from './packed.ts';
import { openVersion, packedOf, sealVersion } from './sealed-version.ts';

type Needs = Pick<StoreContext, 'db' | 'keyring'>;

interface File extends Kept {
  readonly version: number;
  readonly recipe: unknown;
  readonly sealed: Uint8Array | null;
}

/**
 * A private notebook may hold versions in the open: for as long as it is being
 * sealed or unsealed. `notebooks.sealing` says so, and nobody else is shown them.
 *
 * Each version is written by a statement of its own, so that others are answered
 * in between: thirty of 8 MB in one transaction stop the embedded database for
 * half a minute. It locks the notebook, and does nothing when that became public
 * or got another key meanwhile.
 */
const write = (db: Database, text: string, values: readonly unknown[]): Promise<object[]> =>
  again(() =>
    db.query(
      `with n as (
         select id from notebooks where id = $1 and not is_public and wrapped = $3 for update)
       update notebook_versions v set ${text} from n
       where v.notebook_id = n.id and v.version = $2 returning 1 as ok`,
      values,
    ),
  );

/** The key of a notebook that is still private. */
async function keyNow(
  { db, keyring }: Needs,
  id: string,
): Promise<{ readonly key: NotebookKey; readonly wrapped: Buffer } | null> {
  const [row] = await db.query<{ wrapped: Uint8Array | null; key_id: string | null }>(
    'select wrapped, key_id from notebooks where id = $1 and not is_public',
    [id],
  );
  if (row?.wrapped == null || row.key_id === null) return null;
  return { key: keyring.openKey(row.key_id, row.wrapped, id), wrapped: Buffer.from(row.wrapped) };
}

const nextFile = async (
  db: Database,
  id: string,
  state: 'open' | 'sealed',
  after = 0,
): Promise<File | null> =>
  (
    await db.query<File>(
      `select version, ipynb, packed, recipe, sealed from notebook_versions
       where notebook_id = $1 and version > $2 and sealed is ${state === 'open' ? '' : 'not '}null
       order by version limit 1`,
      [id, after],
    )
  )[0] ?? null;

/** Seals what a private notebook still holds in the open. */
export async function sealVersions(needs: Needs, id: string): Promise<void> {
  const { db } = needs;
  for (;;) {
    const file = await nextFile(db, id, 'open');
    const now = file === null ? null : await keyNow(needs, id);
    if (file === null || now === null) break;
    const packed = await packedOf(file);
    const sealed = sealVersion(now.key, file.version, { packed, recipe: file.recipe });
    await write(db, 'ipynb = null, packed = null, recipe = null, sealed = $4', [
      id,
      file.version,
      now.wrapped,
      sealed,
    ]);
  }
  await db.query(
    `update notebooks n set sealing = false where id = $1 and sealing and not exists (
       select 1 from notebook_versions v where v.notebook_id = n.id and v.sealed is null)`,
    [id],
  );
}

/** Unseals the versions of a private notebook that is about to be public; the last step is the caller's. */
export async function unsealVersions(needs: Needs, id: string): Promise<void> {
  const { db } = needs;
  await db.query('update notebooks set sealing = true where id = $1 and not is_public', [id]);
  // Each once: another server may be sealing them after a fault, and what it has sealed is left to the last step.
  for (let after = 0; ;) {
    const file = await nextFile(db, id, 'sealed', after);
    const now = file === null ? null : await keyNow(needs, id);
    if (file?.sealed == null || now === null) return;
    after = file.version;
    const plain = await openVersion(now.key, file.version, file.sealed);
    await write(db, 'packed = $4, recipe = $5::text::jsonb, sealed = null', [
      id,
      file.version,
      now.wrapped,
      await packedOf(plain),
      JSON.stringify(plain.recipe),
    ]);
  }
}

/** What is left sealed, by whoever holds the lock on the notebook: few or none. */
export async function unsealRest(sql: Sql, id: string, key: NotebookKey): Promise<void> {
  const files = await sql.query<{ version: number }>(
    'select version from notebook_versions where notebook_id = $1 and sealed is not null',
    [id],
  );
  for (const { version } of files) {
    const [file] = await sql.query<{ sealed: Uint8Array }>(
      'select sealed from notebook_versions where notebook_id = $1 and version = $2',
      [id, version],
    );
    if (file === undefined) continue;
    const plain = await openVersion(key, version, file.sealed);
    await sql.query(
      `update notebook_versions set packed = $3, recipe = $4::text::jsonb, sealed = null
       where notebook_id = $1 and version = $2`,
      [id, version, await packedOf(plain), JSON.stringify(plain.recipe)],
    );
  }
}

/** Goes on with what a stop interrupted; one that cannot be opened now keeps nobody from the others. */
export async function sealWhatIsLeft(
  needs: Needs,
  report: (error: unknown) => void,
): Promise<void> {
  const rows = await needs.db.query<{ id: string }>(
    `select id from notebooks where sealing and not is_public and state <> 'deleted'`,
  );
  for (const { id } of rows) await sealVersions(needs, id).catch(report);
}
