/** What the documents say of commands, settings, files and each other, held against what there is. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LibrarySchema } from '../src/library/schema.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = (path: string): Record<string, unknown> =>
  JSON.parse(read(path)) as Record<string, unknown>;
const { ROOMS } = (await import(join(root, 'scripts/lib/rooms.mjs'))) as {
  ROOMS: Record<string, readonly string[]>;
};
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...globSync('docs/**/*.md', { cwd: root }),
];

/** Lines of fenced blocks that a reader would type. */
function typed(page: string): string[] {
  const blocks = [...page.matchAll(/^```(?:bash|sh|console)?\n([\s\S]*?)^```/gm)].map(
    ([, text]) => text ?? '',
  );
  return [
    ...blocks.join('\n').split('\n'),
    ...[...page.matchAll(/`(npm (?:run|test|start)[^`]*)`/g)].map(([, line]) => line ?? ''),
  ];
}

const WORKSPACES: Record<string, string> = {
  '@alacard/core': 'core',
  '@alacard/server': 'server',
  '@alacard/jupyterlab-extension': 'jupyterlab-extension',
  'alacard-vscode': 'vscode-extension',
};

describe.each(PAGES)('%s', (name) => {
  const page = read(name);

  it('names scripts of npm that there are', () => {
    const unknown = typed(page).filter((line) => {
      const [, script] = /^npm run (?:-s |--silent )?([\w:-]+)/.exec(line) ?? [];
      if (script === undefined) return false;
      const [, workspace] = / (?:-w|--workspace) (\S+)/.exec(line) ?? [];
      const folder = workspace === undefined ? '.' : (WORKSPACES[workspace] ?? workspace);
      const places =
        name.startsWith('docs/') || workspace !== undefined
          ? [folder]
          : [folder, ...Object.values(WORKSPACES)];
      return !places.some((place) => {
        const file = join(place, 'package.json');
        return existsSync(join(root, file)) && script in (manifest(file)['scripts'] as object);
      });
    });
    expect(unknown).toEqual([]);
  });

  it('names programs that there are', () => {
    const files = typed(page).flatMap((line) => {
      const [, file] = /^(?:node|python3?)(?: --\S+)* ([\w./-]+\.(?:mjs|ts|py))\b/.exec(line) ?? [];
      return file === undefined ? [] : [file];
    });
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('names layers of npm test that there are', () => {
    const layers = [
      ...read('scripts/lib/layers.mjs').matchAll(/^\s+(?:\{ )?name: '([\w-]+)'/gm),
    ].map(([, one]) => one);
    const used = [...page.matchAll(/npm test -- --only ([\w,-]+)/g)].flatMap(([, list]) =>
      (list ?? '').split(','),
    );
    expect(used.filter((layer) => !layers.includes(layer))).toEqual([]);
  });

  it('links to pages and pictures that there are', () => {
    const links = [...page.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, path]) => path ?? '',
    );
    expect(links.filter((path) => !existsSync(join(root, dirname(name), path)))).toEqual([]);
  });

  it('sends nobody to a package of ours on a registry', () => {
    expect(page).not.toMatch(
      /npx (?!--no )@?alacard|(?:npm (?:i|install) (?:-\S+ )*|pip install )@?alacard(?![\w-]*-)/,
    );
  });
});

describe('docs/configuration.md', () => {
  const page = read('docs/configuration.md');
  const told = (section: string): string[] => {
    const [, text = ''] = page.split(`## ${section}`);
    const [own = ''] = text.split('\n## ');
    return [...own.matchAll(/^\| `([\w.]+)`/gm)].map(([, name]) => name ?? '').sort();
  };

  it('names every setting of VS Code, and no other', () => {
    const { configuration } = manifest('vscode-extension/package.json')['contributes'] as {
      configuration: { properties: object } | { properties: object }[];
    };
    const known = [configuration].flat().flatMap(({ properties }) => Object.keys(properties));
    expect(told('VS Code')).toEqual(known.sort());
  });

  it('names every setting of JupyterLab, and no other', () => {
    const { properties } = manifest('jupyterlab-extension/schema/plugin.json') as {
      properties: object;
    };
    expect(told('JupyterLab and Notebook')).toEqual(Object.keys(properties).sort());
  });
});

describe('docs/runbooks/add-a-library.md', () => {
  it('says of every field of library.yaml when to fill it in, and of no other', () => {
    const [, table = ''] = read('docs/runbooks/add-a-library.md').split(
      '## Fields of library.yaml',
    );
    const told = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''),
    );
    expect(told.sort()).toEqual(Object.keys(LibrarySchema.shape).sort());
  });
});

describe('docs/architecture.md', () => {
  const rooms = read('docs/architecture.md')
    .split(/^## /m)
    .find((part) => part.startsWith('Rooms\n'));
  const rows = [...(rooms ?? '').matchAll(/^\| `([\w-]+)` \| .* \| (.+) \|$/gm)];

  it('has a row for each room', () => {
    expect(rows.map(([, room]) => room).sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it.each(rows.map(([, room = '', below = '']) => [room, below] as const))(
    'says rightly what %s may import',
    (room, below) => {
      const said = below.split(', ').filter((one) => one !== '–' && one !== '…');
      const known = ROOMS[room] ?? [];
      expect(said.filter((one) => !known.includes(one))).toEqual([]);
      if (!below.includes('…')) expect(said.sort()).toEqual([...known].sort());
    },
  );
});
