import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What `scripts/old-things.ts` kept at commit 8eb487c. */
const ThingsSchema = z.object({
  recipes: z.array(z.object({ code: z.string(), recipe: z.unknown() })).min(100),
  jupyterlab: z.record(z.string(), z.unknown()),
  vscode: z.object({ panel: z.unknown() }),
  web: z.unknown(),
});

const textOf = (name: string): string =>
  readFileSync(new URL(`../old/${name}`, import.meta.url), 'utf8');

export const oldThings = (): z.infer<typeof ThingsSchema> =>
  ThingsSchema.parse(JSON.parse(textOf('things.json')));

/** Text of an old notebook. */
export const oldNotebook = (name: 'shared' | 'remix' | 'edited'): string => textOf(`${name}.ipynb`);
