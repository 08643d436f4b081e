import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { SettingsSchema } from './settings.ts';

interface Described {
  readonly properties: Readonly<Record<string, { readonly default: unknown }>>;
}
// SAFETY: the file beside us; the test is about its content.
const schema = JSON.parse(
  readFileSync(new URL('../schema/plugin.json', import.meta.url), 'utf8'),
) as Described;

describe('settings', () => {
  it('has the same names and defaults in the schema and in the code', () => {
    const described = Object.fromEntries(
      Object.entries(schema.properties).map(([name, { default: value }]) => [name, value]),
    );
    expect(SettingsSchema.parse({})).toEqual(described);
  });

  it('sends nothing unless it is told to', () => {
    expect(SettingsSchema.parse({}).telemetry).toBe(false);
    expect(SettingsSchema.parse({ telemetry: 'yes' }).telemetry).toBe(false);
  });

  it('takes addresses with and without a slash, and falls back from what is none', () => {
    expect(SettingsSchema.parse({ hubUrl: ' https://hub.example/ ' }).hubUrl).toBe(
      'https://hub.example',
    );
    for (const hubUrl of ['javascript:alert(1)', 'hub.example', 7, '']) {
      expect(SettingsSchema.parse({ hubUrl }).hubUrl).toBe('https://huggingface.co');
    }
    expect(SettingsSchema.parse({ serverUrl: 'ftp://x' }).serverUrl).toBe('');
  });
});
