import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readFacts } from './facts.ts';

const real = join(import.meta.dirname, '../../libraries/transformers/facts.generated.json');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alacard-facts-'));
  cpSync(real, join(folder, 'facts.generated.json'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const change = (from: string, to: string): void => {
  const text = readFileSync(join(folder, 'facts.generated.json'), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, 'facts.generated.json'), text.replace(from, to));
};

it('takes facts as the wheel gave them', () => {
  expect(readFacts(folder)?.facts.pipelines).toContain('fill-mask');
});

it('refuses facts that somebody edited', () => {
  change('"fill-mask"', '"fill-masks"');
  expect(() => readFacts(folder)).toThrow('was edited by hand');
});

it('refuses facts of another version than the proof installs', () => {
  change('"version": "5', '"version": "4');
  expect(() => readFacts(folder)).toThrow('proof/requirements.txt installs');
});
