import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.ts';
import { CommandError, EXIT } from './exit.ts';
import { plain } from './terminal.ts';

const collect = (value: string, all: string[]): string[] => [...all, value];

const HELP = `
Exit codes: 0 done · 1 error findings, no notebook · 2 not understood · 3 the Hub
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
    .action(async (options) => (await import('./commands/deal.ts')).deal(options));
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
    .option('--ui <component>', 'chat, completion, streaming, batch, api, gradio or streamlit')
    .option('--recipe <file or code>', 'a recipe file, a notebook of ours, or a share code')
    .option('-q, --quiet', 'print error findings only')
    .requiredOption('-o, --output <file>', 'where to write the notebook; "-" for standard output')
    .action(async (options) => (await import('./commands/generate.ts')).generate(options));
  alacard
    .command('cards <type>')
    .description('list cards: models, prompts, topics, difficulties, components')
    .option('--search <words>', 'only cards with these words')
    .option('--json', 'print everything as JSON')
    .action(async (type, options) => (await import('./commands/cards.ts')).cards(type, options));
  alacard
    .command('models <query>')
    .description('search models on the Hub')
    .option('--task <tag>', 'pipeline tag, for example text-classification')
    .option('--limit <n>', 'at most this many', '20')
    .option('--json', 'print everything as JSON')
    .action(async (query, options) =>
      (await import('./commands/models.ts')).models(query, options),
    );
  alacard
    .command('check <notebook>')
    .description('check any notebook: syntax, names, imports, secrets; "-" reads standard input')
    .option('--json', 'print the findings as JSON')
    .action(async (file, options) => (await import('./commands/check.ts')).check(file, options));
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
  process.stderr.write(`alacard: ${plain(message)}\n`);
};
