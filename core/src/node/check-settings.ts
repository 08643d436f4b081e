import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { NOTEBOOK_FINDINGS } from '../findings/notebook.ts';
import { CommandError, EXIT } from './exit.ts';

/** What `[tool.alacard]` of a pyproject.toml may say; options of the command line come before it. */
const SettingsSchema = z.strictObject({
  select: z.array(z.string()).optional(),
  ignore: z.array(z.string()).optional(),
  exclude: z.array(z.string()).optional(),
  'unsafe-fixes': z.boolean().optional(),
});

export interface CheckSettings {
  /** Codes that count; null: all. */
  readonly select: ReadonlySet<string> | null;
  readonly ignore: ReadonlySet<string>;
  readonly exclude: readonly string[];
  readonly unsafe: boolean;
}

export interface CodeOptions {
  select?: string[];
  ignore?: string[];
  exclude?: string[];
}

const fileAbove = (folder: string): string | null => {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'pyproject.toml');
    if (existsSync(file)) return file;
    if (dirname(at) === at) return null;
  }
};

function readSettings(folder: string): z.infer<typeof SettingsSchema> {
  const file = fileAbove(folder);
  if (file === null) return {};
  let toml: unknown;
  try {
    toml = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(
      EXIT.usage,
      `${file} is no TOML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
    );
  }
  const table = z.object({ tool: z.object({ alacard: z.unknown() }) }).safeParse(toml).data
    ?.tool.alacard;
  if (table === undefined) return {};
  const settings = SettingsSchema.safeParse(table);
  if (settings.success) return settings.data;
  const issue = settings.error.issues[0];
  throw new CommandError(
    EXIT.usage,
    `${file}: [tool.alacard] ${issue?.path.join('.') ?? ''} is not understood (${issue?.message ?? 'unknown'}).`,
  );
}

function codesOf(words: readonly string[], where: string): string[] {
  const codes = words
    .flatMap((word) => word.split(','))
    .map((code) => code.trim())
    .filter((code) => code !== '');
  const unknown = codes.find((code) => !Object.hasOwn(NOTEBOOK_FINDINGS, code));
  if (unknown !== undefined)
    throw new CommandError(
      EXIT.usage,
      `${where}: there is no finding ${unknown}. There are ${Object.keys(NOTEBOOK_FINDINGS).join(', ')}.`,
    );
  return codes;
}

/** The settings of a run: options first, then the nearest pyproject.toml above the working folder. */
export function checkSettings(options: CodeOptions, folder = process.cwd()): CheckSettings {
  const own = readSettings(folder);
  const select = options.select ?? own.select;
  return {
    select: select ? new Set(codesOf(select, 'select')) : null,
    ignore: new Set(codesOf([...(options.ignore ?? own.ignore ?? [])], 'ignore')),
    exclude: [...(own.exclude ?? []), ...(options.exclude ?? [])],
    unsafe: own['unsafe-fixes'] ?? false,
  };
}

export const isWanted = ({ select, ignore }: CheckSettings, code: string): boolean =>
  (select === null || select.has(code)) && !ignore.has(code);
