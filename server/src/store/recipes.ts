import { createHash } from 'node:crypto';
import type { Recipe } from '@alacard/core/sharing';
import { one, type Database } from '../db/database.ts';
import { Refusal } from '../refusal.ts';

/** Short codes of recipes. The same recipe has the same code. */
export async function saveRecipe(db: Database, recipe: Recipe): Promise<string> {
  const text = JSON.stringify(recipe);
  const digest = createHash('sha256').update(text).digest('base64url').replace(/[-_]/g, '');
  for (let length = 8; ; length += 4) {
    const code = digest.slice(0, length);
    const rows = await db.query<{ same: boolean }>(
      `with put as (
         insert into recipe_codes (code, recipe) values ($1, $2::text::jsonb)
         on conflict (code) do nothing returning true as same)
       select same from put
       union all select recipe = $2::text::jsonb from recipe_codes where code = $1 limit 1`,
      [code, text],
    );
    // Read anew when another call put it in between.
    const { same } = rows[0] ?? (await readSame(db, code, text));
    if (same) return code;
  }
}

const readSame = async (db: Database, code: string, text: string): Promise<{ same: boolean }> =>
  one(
    await db.query<{ same: boolean }>(
      'select recipe = $2::text::jsonb as same from recipe_codes where code = $1',
      [code, text],
    ),
    'recipe code',
  );

export async function findRecipe(db: Database, code: string): Promise<unknown> {
  const [row] = await db.query<{ recipe: unknown; stale: boolean }>(
    `select recipe, used_at < now() - interval '30 days' as stale from recipe_codes where code = $1`,
    [code],
  );
  if (row === undefined)
    throw new Refusal('not-found', `There is no recipe with the code ${code}.`);
  if (row.stale) await db.query('update recipe_codes set used_at = now() where code = $1', [code]);
  return row.recipe;
}
