/** Licences in a word or two, for cards. */

const LICENCES: Readonly<Record<string, string>> = {
  'apache-2.0': 'Apache 2.0',
  mit: 'MIT',
  'bsd-3-clause': 'BSD 3-Clause',
  'gpl-3.0': 'GPL 3.0',
  'agpl-3.0': 'AGPL 3.0',
  'cc-by-4.0': 'CC BY 4.0',
  'cc-by-sa-4.0': 'CC BY-SA 4.0',
  'cc-by-nc-4.0': 'CC BY-NC 4.0',
  'cc0-1.0': 'CC0 1.0',
  openrail: 'OpenRAIL',
  'openrail++': 'OpenRAIL++',
  'bigscience-openrail-m': 'OpenRAIL-M',
  'creativeml-openrail-m': 'OpenRAIL-M',
  gemma: 'Gemma terms',
  other: 'Own licence',
  unknown: 'Unknown licence',
};

/** Licence id of the Hub -> words; an id without words of its own stays as it is. */
export const licenceName = (id: string | null): string =>
  id === null
    ? 'No licence given'
    : (LICENCES[id] ?? id.replace(/^llama([\d.]+)$/, 'Llama $1 licence'));
