import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SidecarSchema, type Behaviours } from '../../server/src/local-hub/behaviour.ts';

/** Behaviours of `<root>/_hub.json`; {} when there is none. Throws when it is not valid. */
export const behavioursIn = (root: string): Behaviours => {
  const path = join(root, '_hub.json');
  if (!existsSync(path)) return {};
  const parsed = SidecarSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${parsed.error.message}`);
  return parsed.data;
};
