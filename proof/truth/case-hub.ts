/**
 * A Hub made of case folders, answering in this process: what `createHub` is
 * given as its fetch. Each folder holds `hub.json` (a model as the Hub's API
 * gives it, or a list of models; `files` is short for siblings and tree: path
 * -> bytes) and perhaps `card.md`, the card of the first model.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { HubFetch } from '../../core/src/hub/platform.ts';

const Model = z.looseObject({
  id: z.string(),
  card: z.string().optional(),
  card_from: z.string().nullish(),
  files: z.record(z.string(), z.number()).optional(),
});
const Models = z.union([z.array(Model), Model.transform((model) => [model])]);

interface Row {
  readonly info: Readonly<Record<string, unknown>> & { readonly sha: string };
  readonly card: string | null;
  readonly files: Readonly<Record<string, number>>;
}

export interface CaseHub {
  readonly fetch: HubFetch;
  /** Folder -> id of its first model, the one the case is about. */
  readonly cases: ReadonlyMap<string, string>;
}

const PLAIN_FILES = {
  'config.json': 700,
  'model.safetensors': 4_000_000,
  'tokenizer.json': 1000,
  'tokenizer_config.json': 500,
};

/** @param cards folder of real cards that `card_from` names; without it such a model has its own or no card. */
export function openCaseHub(root: string, cards: string | null): CaseHub {
  const rows = new Map<string, Row>();
  const cases = new Map<string, string>();
  for (const folder of readdirSync(root).sort()) {
    const file = join(root, folder, 'hub.json');
    if (!existsSync(file)) continue;
    const models = Models.parse(JSON.parse(readFileSync(file, 'utf8')));
    models.forEach((model, index) => {
      if (index === 0) cases.set(folder, model.id);
      const own = index === 0 ? join(root, folder, 'card.md') : null;
      rows.set(model.id, rowOf(model, own, cards));
    });
  }
  return { cases, fetch: (url, init) => Promise.resolve(answer(rows, new URL(url), init?.method)) };
}

function rowOf(
  { card: said, card_from: from, files: named, ...rest }: z.infer<typeof Model>,
  own: string | null,
  cards: string | null,
): Row {
  const real = from && cards ? join(cards, from) : null;
  const file = [own, real].find((one) => one !== null && existsSync(one));
  const card = file ? readFileSync(file, 'utf8') : (said ?? null);
  const given = named ?? PLAIN_FILES;
  const files = card === null ? given : { 'README.md': Buffer.byteLength(card), ...given };
  const sha = createHash('sha1')
    .update(JSON.stringify(rest) + (card ?? ''))
    .digest('hex');
  const siblings = Object.keys(files).map((rfilename) => ({ rfilename }));
  const info = { private: false, gated: false, disabled: false, tags: [], sha, siblings, ...rest };
  return { info, card, files };
}

const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });

function answer(rows: ReadonlyMap<string, Row>, url: URL, method = 'GET'): Response {
  const path = decodeURIComponent(url.pathname);
  if (method !== 'GET') return json({ error: 'read only' }, 405);
  const [, treeId] = /^\/api\/models\/(.+?)\/tree\//.exec(path) ?? [];
  const [, infoId] = /^\/api\/models\/(.+?)(?:\/revision\/[^/]+)?$/.exec(path) ?? [];
  const [, fileId, name] = /^\/(.+?)\/(?:raw|resolve)\/[^/]+\/(.+)$/.exec(path) ?? [];
  const row = rows.get(treeId ?? infoId ?? fileId ?? '');
  if (!row) return json({ error: 'Repository not found' }, 404);
  if (treeId) {
    const tree = Object.entries(row.files).map(([file, size]) => ({
      type: 'file',
      path: file,
      size,
      ...(size > 1_000_000 ? { lfs: { oid: '0'.repeat(64) } } : {}),
    }));
    return json(tree);
  }
  if (fileId) {
    if (name !== 'README.md' || row.card === null || row.info['gated']) {
      return json({ error: 'Entry not found' }, row.info['gated'] ? 401 : 404);
    }
    return new Response(row.card, { headers: { 'x-repo-commit': row.info.sha } });
  }
  const asked = url.searchParams.getAll('expand');
  const shown = Object.entries(row.info).filter(
    ([key]) => asked.length === 0 || key === 'id' || asked.includes(key),
  );
  return json(Object.fromEntries(shown));
}
