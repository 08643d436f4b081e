import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CommandIDs, ToolIDs } from './ids.ts';
import { SettingsSchema } from './settings.ts';
import { CardsSchema } from './tools/cards.ts';

const text = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const named = z.looseObject({ command: z.string() });
const property = z.looseObject({ default: z.unknown(), scope: z.string().optional() });
const manifest = z
  .looseObject({
    contributes: z.looseObject({
      commands: z.array(named),
      menus: z.record(z.string(), z.array(named)),
      configuration: z.array(z.looseObject({ properties: z.record(z.string(), property) })),
      languageModelTools: z.array(
        z.looseObject({
          name: z.string(),
          inputSchema: z.looseObject({ properties: z.record(z.string(), z.looseObject({})) }),
        }),
      ),
    }),
  })
  .parse(JSON.parse(text('package.json')));
const { commands, menus, configuration, languageModelTools } = manifest.contributes;

/** Commands that only a quick fix runs: nobody looks for them by name. */
const UNLISTED: readonly string[] = [CommandIDs.clearOutputs];

describe('the manifest', () => {
  it('names the commands that the code has', () => {
    const listed = Object.values(CommandIDs).filter((id) => !UNLISTED.includes(id));
    expect(commands.map(({ command }) => command).sort()).toEqual([...listed].sort());
    const used = Object.values(menus).flatMap((entries) => entries.map(({ command }) => command));
    for (const command of used) expect(listed).toContain(command);
  });

  it('has the names and defaults of the settings that the code reads', () => {
    const properties = configuration.flatMap((part) => Object.entries(part.properties));
    const described = Object.fromEntries(
      properties.map(([name, { default: value }]) => [name.replace(/^alacard\./, ''), value]),
    );
    expect(SettingsSchema.parse({})).toEqual(described);
  });

  it('lets no workspace say where tokens and notebooks go', () => {
    const properties = configuration.flatMap((part) => Object.entries(part.properties));
    const scopes = Object.fromEntries(properties.map(([name, { scope }]) => [name, scope]));
    expect(scopes).toMatchObject({
      'alacard.hubUrl': 'machine',
      'alacard.serverUrl': 'machine',
      'alacard.useEnvironmentToken': 'machine',
      'alacard.telemetry': 'application',
    });
  });

  it('has a text for every placeholder, and no text for nothing', () => {
    const texts = Object.keys(JSON.parse(text('package.nls.json')));
    const wanted = [...text('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    expect([...new Set(wanted)].sort()).toEqual(texts.sort());
  });

  it('describes the tools as the code reads their input', () => {
    expect(languageModelTools.map(({ name }) => name).sort()).toEqual(
      Object.values(ToolIDs).sort(),
    );
    const deal = languageModelTools.find(({ name }) => name === ToolIDs.deal);
    const { properties } = deal?.inputSchema ?? { properties: {} };
    expect(Object.keys(properties).sort()).toEqual(Object.keys(CardsSchema.shape).sort());
    for (const key of ['difficulty', 'component'] as const) {
      expect(properties[key]?.['enum']).toEqual(CardsSchema.shape[key].unwrap().options);
    }
  });
});

describe('the walkthrough', () => {
  const { walkthroughs } = z
    .looseObject({
      walkthroughs: z.array(
        z.looseObject({
          steps: z.array(
            z.looseObject({
              id: z.string(),
              media: z.strictObject({ svg: z.string(), altText: z.string() }),
            }),
          ),
        }),
      ),
    })
    .parse(manifest.contributes);
  const steps = walkthroughs.flatMap((one) => one.steps);

  it('has a picture for each step, and no picture for none', () => {
    const pictures = globSync('media/walkthrough/*', {
      cwd: new URL('..', import.meta.url).pathname,
    });
    expect(steps.map(({ media }) => media.svg).sort()).toEqual(pictures.sort());
  });

  it.each(steps.map(({ id, media }) => [id, media.svg]))(
    'draws %s by itself, in the colours of the theme',
    (_, svg) => {
      const picture = text(svg);
      expect(picture).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"/);
      expect(picture).toContain('var(--vscode-');
      expect(picture).not.toMatch(/<script|<image|<foreignObject|\bhref=|\bon\w+=/);
    },
  );

  it('names commands that are there', () => {
    const listed: readonly string[] = Object.values(CommandIDs);
    const used = [...text('package.nls.json').matchAll(/\(command:([\w.]+)\)/g)];
    expect(used.length).toBeGreaterThan(0);
    for (const [, command = ''] of used) expect(listed).toContain(command);
  });
});

describe('settings', () => {
  it('sends nothing unless it is told to', () => {
    expect(SettingsSchema.parse({}).telemetry).toBe(false);
    expect(SettingsSchema.parse({ telemetry: 'yes' }).telemetry).toBe(false);
  });

  it('takes addresses with and without a slash, and falls back from what is none', () => {
    const hub = (hubUrl: unknown): string => SettingsSchema.parse({ hubUrl }).hubUrl;
    expect(hub(' https://hub.example/ ')).toBe('https://hub.example');
    for (const bad of ['javascript:alert(1)', 'hub.example', 7, '']) {
      expect(hub(bad)).toBe('https://huggingface.co');
    }
    expect(SettingsSchema.parse({ serverUrl: 'ftp://x' }).serverUrl).toBe('');
  });
});
