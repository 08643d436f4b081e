import { formatCount } from '../../hub/format.ts';
import { nodeHub, unwrap } from '../hub.ts';
import { progress, table } from '../terminal.ts';

/** `alacard models QUERY`: search the Hub by id. */
export interface ModelsOptions {
  task?: string;
  limit?: string;
  json?: boolean;
}

export async function models(query: string, options: ModelsOptions): Promise<void> {
  const bar = progress();
  bar.step(`Searching for ${query} …`);
  const result = await nodeHub().listModels({
    search: query,
    ...(options.task ? { task: options.task } : {}),
    limit: Number(options.limit ?? 20),
  });
  bar.done();
  const { models: found } = unwrap(result);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    return;
  }
  const rows = found.map((model) => [
    model.id,
    model.task ?? '-',
    model.parameters === null ? '-' : formatCount(model.parameters),
    `${formatCount(model.downloads)} downloads`,
    model.licence ?? '-',
    model.gated ? 'gated' : '',
  ]);
  process.stdout.write(rows.length > 0 ? `${table(rows)}\n` : '');
}
