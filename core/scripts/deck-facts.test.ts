import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeRepositories } from '../../proof/hub/fixture.ts';
import { startLocalHub, type LocalHub } from '../../proof/hub/server.ts';

const BERT = 'google-bert/bert-base-uncased';
const home = mkdtempSync(join(tmpdir(), 'deck-facts-'));
let hub: LocalHub;

beforeAll(async () => {
  writeRepositories(home, {
    [BERT]: {
      'README.md': '---\npipeline_tag: fill-mask\nlanguage: [en, de]\n---\n',
      'config.json': { model_type: 'bert', architectures: ['BertForMaskedLM'] },
      'tokenizer_config.json': { mask_token: '[MASK]' },
    },
  });
  hub = await startLocalHub({ roots: [home] });
});
afterAll(async () => {
  await hub.close();
  rmSync(home, { recursive: true });
});

const run = async (only: string): Promise<{ code: number; stdout: string }> => {
  const script = join(import.meta.dirname, 'deck-facts.ts');
  const env = { ...process.env, HF_ENDPOINT: hub.url, HF_TOKEN: '', NODE_OPTIONS: '' };
  try {
    const args = [script, '--only', only];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    return { code: 0, stdout };
  } catch (error) {
    // SAFETY: execFile rejects with what the program wrote.
    return error as { code: number; stdout: string };
  }
};

describe('deck-facts.ts', () => {
  it('names each fact that the Hub says otherwise, and only those', async () => {
    const { code, stdout } = await run(BERT);
    expect(stdout).toContain(`${BERT}: languages: ["en"] -> ["en","de"]`);
    expect(stdout).toMatch(/bert-base-uncased: revision: null -> "[0-9a-f]{40}"/);
    expect(stdout).not.toMatch(/architectures|model_type|mask_token/);
    expect(stdout).toContain('1 of 99 models differ.');
    expect(code).toBe(1);
  });

  it('keeps what was known of a model that the Hub does not have', async () => {
    const { code, stdout } = await run('openai-community/gpt2');
    expect(stdout).toMatch(/openai-community\/gpt2: kept\. There is no public model/);
    expect(code).toBe(0);
  });
});
