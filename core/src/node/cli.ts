import { UI_COMPONENTS } from '../deck/shapes.ts';
import { Command, CommanderError } from 'commander';
import type { CardsOptions } from './commands/cards.ts';
import type { CheckOptions } from './commands/check.ts';
import type { FixCommandOptions } from './commands/fix.ts';
import type { DealFlags } from './commands/deal.ts';
import type { GenerateOptions } from './commands/generate.ts';
import type { ModelsOptions } from './commands/models.ts';
import { VERSION } from '../version.ts';
import { CommandError, EXIT } from './exit.ts';
import { forTerminal } from './terminal.ts';

const collectList = (value: string, all: string[] | undefined): string[] => [
  ...(all ?? []),
  ...value.split(','),
];
const collect = (value: string, all: string[]): string[] => [...all, value];

/** What `check` and `fix` let people choose: files, and findings in them. */
const choosing = (command: Command): Command =>
  command
    .option('--select <codes>', 'only these findings', collectList)
    .option('--ignore <codes>', 'not these findings', collectList)
    .option('--exclude <globs>', 'not these files and folders', collectList);

const HELP = `
Exit codes: 0 done · 1 error findings, no notebook, or fix would change something · 2 not understood · 3 the Hub
refuses (not found, gated, private, disabled, unsafe) · 4 the Hub cannot be reached.
Environment: HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE and proxies, as huggingface_hub.
`;

/** Commands load their code when they run: a start without the Hub stays quick. */
function program(): Command {
  const alacard = new Command('alacard')
    .description('Five cards become a notebook that explains a Hugging Face model and runs.')
    .version(VERSION)
    .addHelpText('after', HELP)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  alacard
    .command('deal')
    .description('deal a random, sensible hand')
    .option('--seed <n>', 'the same seed gives the same hand')
    .option(
      '--lock <card=value>',
      'keep a card: model, prompts, topic, difficulty, ui',
      collect,
      [],
    )
    .option('--json', 'print the recipe as JSON')
    .action(async (options: DealFlags) =>
      (await import('./commands/deal.ts')).dealCommand(options),
    );
  alacard
    .command('generate')
    .description('make a notebook')
    .option('--model <id>', 'organisation/name on the Hub')
    .option('--revision <ref>', 'branch, tag or commit')
    .option(
      '--prompts <pack or text>',
      'a prompt pack of the deck, or your own prompts, one a line',
    )
    .option('--topic <id or words>', 'a topic of the deck, or your own')
    .option('--difficulty <level>', 'beginner, intermediate or advanced')
    .option('--ui <component>', `one of ${UI_COMPONENTS.join(', ')}`)
    .option('--recipe <file or code>', 'a recipe file, a notebook of ours, or a share code')
    .option('-q, --quiet', 'print error findings only')
    .requiredOption('-o, --output <file>', 'where to write the notebook; "-" for standard output')
    .action(async (options: GenerateOptions) =>
      (await import('./commands/generate.ts')).generateCommand(options),
    );
  alacard
    .command('cards <type>')
    .description('list cards: models, prompts, topics, difficulties, components')
    .option('--search <words>', 'only cards with these words')
    .option('--json', 'print everything as JSON')
    .action(async (type: string, options: CardsOptions) =>
      (await import('./commands/cards.ts')).cards(type, options),
    );
  alacard
    .command('models <query>')
    .description('search models on the Hub')
    .option('--task <tag>', 'pipeline tag, for example text-classification')
    .option('--limit <n>', 'at most this many', '20')
    .option('--json', 'print everything as JSON')
    .action(async (query: string, options: ModelsOptions) =>
      (await import('./commands/models.ts')).models(query, options),
    );
  const check = alacard
    .command('check <files...>')
    .description('check any notebooks: files, folders, globs; "-" reads standard input')
    .option('--format <format>', 'text, json, sarif or github (annotations of a workflow)')
    .option('--json', 'the same as --format json');
  choosing(check).action(async (files: string[], options: CheckOptions) =>
    (await import('./commands/check.ts')).checkCommand(files, options),
  );
  const fix = alacard
    .command('fix <files...>')
    .description('mend notebooks: prints a diff of what would change')
    .option('--write', 'change the files')
    .option('--unsafe', 'also where the code may do something else afterwards');
  choosing(fix).action(async (files: string[], options: FixCommandOptions) =>
    (await import('./commands/fix.ts')).fixCommand(files, options),
  );
  for (const command of alacard.commands)
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  return alacard;
}

/** Run one command. Never throws: problems are one line on standard error and the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return;
      say(error.message.replace(/^error: /, ''));
      process.exitCode = EXIT.usage;
    } else if (error instanceof CommandError) {
      say(error.message);
      process.exitCode = error.code;
    } else {
      say(
        `This is a mistake in Alacard, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      process.exitCode = EXIT.internal;
    }
  }
}

const say = (message: string): void => {
  process.stderr.write(`alacard: ${forTerminal(message)}\n`);
};
