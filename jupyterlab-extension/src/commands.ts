import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { INotebookTracker } from '@jupyterlab/notebook';
import { CARDS, cardOf } from './cards.ts';
import { deckIcon, shareIcon } from './icon.ts';
import { CommandIDs } from './ids.ts';
import type { Sidebar } from './sidebar.ts';

interface Parts {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly sidebar: Sidebar;
  readonly trans: TranslationBundle;
}

const noArguments = { type: 'object', properties: {} };
const folderArgument = {
  type: 'object',
  properties: {
    cwd: { type: 'string', description: 'Folder that a new notebook goes to.' },
  },
};

/** What a command does can be seen: those for cards open the panel, those for sharing a dialog. */
export function addCommands({ app, tracker, sidebar, trans }: Parts): void {
  const { commands, shell } = app;
  const open = (): ReturnType<Sidebar['open']> => {
    shell.activateById(sidebar.id);
    return sidebar.open();
  };
  const inFolder = async (cwd: unknown): ReturnType<Sidebar['open']> => {
    const opened = await open();
    if (typeof cwd === 'string') opened.setFolder(cwd);
    return opened;
  };

  commands.addCommand(CommandIDs.open, {
    label: (args) => (args['isLauncher'] ? 'Alacard' : trans.__('Open Alacard')),
    caption: trans.__('Make a notebook for a Hugging Face model from five cards'),
    icon: deckIcon,
    describedBy: { args: folderArgument },
    execute: async (args) => {
      await inFolder(args['cwd']);
    },
  });

  commands.addCommand(CommandIDs.deal, {
    label: trans.__('Deal a Hand'),
    caption: trans.__('Deal five cards that go together; locked cards stay'),
    icon: deckIcon,
    describedBy: { args: folderArgument },
    execute: async (args) => (await inFolder(args['cwd'])).driver.deal(),
  });

  commands.addCommand(CommandIDs.generate, {
    label: trans.__('Generate Notebook'),
    caption: trans.__('Make a new notebook of the hand'),
    icon: deckIcon,
    describedBy: { args: folderArgument },
    execute: async (args) => (await inFolder(args['cwd'])).driver.generate({ target: 'new' }),
  });

  commands.addCommand(CommandIDs.insert, {
    label: trans.__('Insert Hand into This Notebook'),
    caption: trans.__('Put the cells of the hand below the active cell'),
    icon: deckIcon,
    describedBy: { args: noArguments },
    isEnabled: () => tracker.currentWidget !== null,
    execute: async () => (await open()).driver.generate({ target: 'open' }),
  });

  commands.addCommand(CommandIDs.changeCard, {
    label: (args) => {
      const card = cardOf(args['card']);
      return card ? trans.__('Change a Card: %1', card.label) : trans.__('Change a Card');
    },
    caption: trans.__('Choose another card for one of the five places'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          card: {
            type: 'string',
            enum: CARDS.map(({ key }) => key),
            description: 'The place whose card is changed. Default: the model.',
          },
        },
      },
    },
    execute: async (args) =>
      (await open()).driver.pick({ key: cardOf(args['card'])?.key ?? 'model_card' }),
  });

  commands.addCommand(CommandIDs.searchModels, {
    label: trans.__('Search Models'),
    caption: trans.__('Find a model of the Hugging Face Hub for the hand'),
    describedBy: { args: noArguments },
    execute: async () => (await open()).driver.pick({ key: 'model_card' }),
  });

  commands.addCommand(CommandIDs.share, {
    label: trans.__('Share This Notebook'),
    caption: trans.__('Share this notebook and get a link to it'),
    icon: shareIcon,
    describedBy: { args: noArguments },
    isEnabled: () => tracker.currentWidget !== null,
    execute: async () => (await sidebar.open()).sharer.share(tracker.currentWidget),
  });

  commands.addCommand(CommandIDs.browse, {
    label: trans.__('Browse Trending'),
    caption: trans.__('See what others share, and remix it'),
    icon: deckIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          timeframe: {
            type: 'string',
            enum: ['24h', '7d', '30d'],
            description: 'Trending in the last day, week or month. Default: the week.',
          },
        },
      },
    },
    execute: async (args) => (await sidebar.open()).sharer.browse(args['timeframe']),
  });

  commands.addCommand(CommandIDs.remix, {
    label: trans.__('Remix Shared Notebook'),
    caption: trans.__('Lay the cards of a shared notebook on the table'),
    icon: deckIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          link: {
            type: 'string',
            description: 'Address of its page, or its id. Default: asked for.',
          },
        },
      },
    },
    execute: async (args) => {
      const { link } = args;
      await (await sidebar.open()).sharer.remix(typeof link === 'string' ? link : null);
    },
  });

  commands.addCommand(CommandIDs.openSettings, {
    label: trans.__('Open Settings'),
    caption: trans.__('Addresses, access token and defaults of Alacard'),
    describedBy: { args: noArguments },
    isEnabled: () => commands.hasCommand('settingeditor:open'),
    execute: () => commands.execute('settingeditor:open', { query: 'Alacard' }),
  });
}
