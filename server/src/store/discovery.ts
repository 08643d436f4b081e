import type { Database } from '../db/database.ts';

interface Changed {
  readonly updated_at: Date;
}

/** What search machines may know of: public notebooks, the newest first, and their models. */
export async function publicPages(
  db: Database,
  most: number,
): Promise<{
  readonly notebooks: readonly (Changed & { readonly share_id: string })[];
  readonly models: readonly (Changed & { readonly id: string })[];
}> {
  const [notebooks, models] = await Promise.all([
    db.query<Changed & { share_id: string }>(
      `select share_id, updated_at from notebooks where is_public and state = 'live'
       order by created_at desc limit $1`,
      [most],
    ),
    db.query<Changed & { id: string }>(
      `select hf_model_id as id, max(updated_at) as updated_at from (
         select hf_model_id, updated_at from notebooks where is_public and state = 'live'
         order by created_at desc limit $1) n
       group by hf_model_id order by 2 desc limit 5000`,
      [most],
    ),
  ]);
  return { notebooks, models };
}
