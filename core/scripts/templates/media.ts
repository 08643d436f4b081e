/** Pictures and sounds: what a topic draws and plays itself, and what several topics share. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PictureSchema, SoundSchema, type Media } from '../../src/deck/topic-file.ts';
import { pythonLiteral } from '../../src/python/literal.ts';
import { below, filesBelow, readYaml, root } from '../files.ts';
import { cellsOf } from './parts.ts';
import { readTemplate, type TemplateFile } from './read.ts';

/** The cell that decodes a photograph. */
const PHOTO = join(root, 'cards/pictures/photo.py');
/** Bytes of a photograph. */
const LARGEST = 40_000;
const KINDS = { pictures: 'image', sounds: 'sound' } as const;

/** The cards of `cards/pictures` and `cards/sounds`. Throws when one has neither photograph nor code. */
export function readMedia(): Media {
  const read = (folder: 'pictures' | 'sounds'): string[] =>
    filesBelow(join(root, 'cards', folder), '.yaml').map((file) => {
      const own = file.replace(/\.yaml$/, '');
      if (existsSync(`${own}.py`) || existsSync(`${own}.jpg`)) return file;
      throw new Error(
        `${below(file)}: neither ${basename(own)}.py nor ${basename(own)}.jpg is there`,
      );
    });
  return {
    pictures: read('pictures').map((file) => readYaml(PictureSchema, file)),
    sounds: read('sounds').map((file) => readYaml(SoundSchema, file)),
  };
}

interface MediaTemplate {
  readonly key: string;
  readonly source: TemplateFile;
}

/**
 * Templates `samples/image-<id>` and `samples/sound-<id>`: from `<topic>.py` a template for each
 * of its cells, from a shared picture or sound its one cell, from a photograph the cell that
 * decodes it.
 */
export function mediaTemplates(topics: readonly string[], media: Media): MediaTemplate[] {
  const photo = readTemplate(readFileSync(PHOTO, 'utf8'), below(PHOTO));
  const photographs = media.pictures.flatMap(({ id, credit }) => {
    const file = join(root, 'cards/pictures', `${id}.jpg`);
    if (!existsSync(file)) return [];
    const bytes = readFileSync(file);
    if (!credit) throw new Error(`${below(file)}: its card has no "credit"`);
    if (bytes.length > LARGEST) throw new Error(`${below(file)} is larger than 40 kB`);
    const words = `${credit.title}, ${credit.by}, ${credit.licence}, from ${credit.source}`;
    const text = photo.text
      .replace('__photo__', pythonLiteral(bytes.toString('base64')))
      .replace('__credit__', pythonLiteral(words));
    return [{ key: `samples/image-${id}`, source: { ...photo, file: below(file), text } }];
  });
  const known = { topics, pictures: ids(media.pictures), sounds: ids(media.sounds) };
  const drawn = Object.entries(known).flatMap(([folder, cards]) =>
    filesBelow(join(root, 'cards', folder), '.py').flatMap((file) => {
      if (file === PHOTO) return [];
      const source = readTemplate(readFileSync(file, 'utf8'), below(file));
      if (!cards.includes(source.name))
        throw new Error(`${source.file}: there is no card "${source.name}"`);
      return [...cellsOf(source.text)].map(([head, body]) => {
        const [, kind] = /^# %% hello sample-(image|sound)$/.exec(head) ?? [];
        if (!kind || (folder !== 'topics' && kind !== KINDS[folder as keyof typeof KINDS]))
          throw new Error(`${source.file}: "${head}" is not what such a card brings`);
        return {
          key: `samples/${kind}-${source.name}`,
          source: { ...source, text: `${head}\n${body}` },
        };
      });
    }),
  );
  return [...drawn, ...photographs];
}

const ids = (cards: readonly { readonly id: string }[]): string[] => cards.map(({ id }) => id);
