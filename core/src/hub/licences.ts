/**
 * What a licence asks of those who use a model, coarsely:
 * - `none`: any use; keep the notices
 * - `attribution`: any use; name the authors
 * - `share-alike`: any use; what you pass on keeps the same licence
 * - `non-commercial`: not for business
 * - `custom-terms`: terms of its own that limit some uses; to be read first
 * - `unknown`: nobody said
 */
export type LicenceTerms =
  'none' | 'attribution' | 'share-alike' | 'non-commercial' | 'custom-terms' | 'unknown';

export interface Licence {
  readonly name: string;
  readonly terms: LicenceTerms;
  /** Where the text is, the source of `terms`. */
  readonly source: string;
}

const spdx = (name: string, terms: LicenceTerms, id: string): Licence => ({
  name,
  terms,
  source: `https://spdx.org/licenses/${id}.html`,
});
const own = (name: string, terms: LicenceTerms, source: string): Licence => ({
  name,
  terms,
  source,
});
const cc = (parts: string, version: string, terms: LicenceTerms): Licence =>
  own(
    `Creative Commons ${parts.toUpperCase()} ${version}`,
    terms,
    `https://creativecommons.org/licenses/${parts}/${version}/`,
  );
const rail = (name: string, source: string): Licence => own(name, 'custom-terms', source);
const llama = (version: string, repository: string): Licence =>
  own(
    `Llama ${version} Community License`,
    'custom-terms',
    `https://huggingface.co/meta-llama/${repository}`,
  );

/**
 * Licence ids of model cards. Source of the ids and names: the Hub's
 * documentation, "Licenses" (hub-docs `repositories-licenses.md`, August 2026).
 */
export const LICENCES: Readonly<Record<string, Licence>> = {
  'apache-2.0': spdx('Apache License 2.0', 'none', 'Apache-2.0'),
  mit: spdx('MIT License', 'none', 'MIT'),
  'afl-3.0': spdx('Academic Free License 3.0', 'none', 'AFL-3.0'),
  'artistic-2.0': spdx('Artistic License 2.0', 'none', 'Artistic-2.0'),
  'bsl-1.0': spdx('Boost Software License 1.0', 'none', 'BSL-1.0'),
  bsd: own('BSD licence', 'none', 'https://spdx.org/licenses/BSD-3-Clause.html'),
  'bsd-2-clause': spdx('BSD 2-Clause License', 'none', 'BSD-2-Clause'),
  'bsd-3-clause': spdx('BSD 3-Clause License', 'none', 'BSD-3-Clause'),
  'bsd-3-clause-clear': spdx('BSD 3-Clause Clear License', 'none', 'BSD-3-Clause-Clear'),
  'c-uda': spdx('Computational Use of Data Agreement', 'none', 'C-UDA-1.0'),
  'cc0-1.0': spdx('Creative Commons Zero 1.0', 'none', 'CC0-1.0'),
  'cdla-permissive-1.0': spdx('CDLA Permissive 1.0', 'none', 'CDLA-Permissive-1.0'),
  'cdla-permissive-2.0': spdx('CDLA Permissive 2.0', 'none', 'CDLA-Permissive-2.0'),
  wtfpl: spdx('WTFPL', 'none', 'WTFPL'),
  'ecl-2.0': spdx('Educational Community License 2.0', 'none', 'ECL-2.0'),
  'etalab-2.0': spdx('Etalab Open License 2.0', 'attribution', 'etalab-2.0'),
  isc: spdx('ISC License', 'none', 'ISC'),
  'lppl-1.3c': spdx('LaTeX Project Public License 1.3c', 'none', 'LPPL-1.3c'),
  'ms-pl': spdx('Microsoft Public License', 'none', 'MS-PL'),
  ncsa: spdx('University of Illinois/NCSA License', 'none', 'NCSA'),
  'ofl-1.1': spdx('SIL Open Font License 1.1', 'share-alike', 'OFL-1.1'),
  pddl: spdx('Public Domain Dedication and License', 'none', 'PDDL-1.0'),
  postgresql: spdx('PostgreSQL License', 'none', 'PostgreSQL'),
  unlicense: spdx('The Unlicense', 'none', 'Unlicense'),
  zlib: spdx('zlib License', 'none', 'Zlib'),

  'cc-by-2.0': cc('by', '2.0', 'attribution'),
  'cc-by-2.5': cc('by', '2.5', 'attribution'),
  'cc-by-3.0': cc('by', '3.0', 'attribution'),
  'cc-by-4.0': cc('by', '4.0', 'attribution'),
  'odc-by': spdx('Open Data Commons Attribution License', 'attribution', 'ODC-By-1.0'),

  'agpl-3.0': spdx('GNU AGPL 3.0', 'share-alike', 'AGPL-3.0-only'),
  'cc-by-sa-3.0': cc('by-sa', '3.0', 'share-alike'),
  'cc-by-sa-4.0': cc('by-sa', '4.0', 'share-alike'),
  'cdla-sharing-1.0': spdx('CDLA Sharing 1.0', 'share-alike', 'CDLA-Sharing-1.0'),
  'epl-1.0': spdx('Eclipse Public License 1.0', 'share-alike', 'EPL-1.0'),
  'epl-2.0': spdx('Eclipse Public License 2.0', 'share-alike', 'EPL-2.0'),
  'eupl-1.1': spdx('European Union Public Licence 1.1', 'share-alike', 'EUPL-1.1'),
  'eupl-1.2': spdx('European Union Public Licence 1.2', 'share-alike', 'EUPL-1.2'),
  gfdl: spdx('GNU Free Documentation License', 'share-alike', 'GFDL-1.3-only'),
  gpl: spdx('GNU General Public License', 'share-alike', 'GPL-3.0-only'),
  'gpl-2.0': spdx('GNU GPL 2.0', 'share-alike', 'GPL-2.0-only'),
  'gpl-3.0': spdx('GNU GPL 3.0', 'share-alike', 'GPL-3.0-only'),
  lgpl: spdx('GNU Lesser General Public License', 'share-alike', 'LGPL-3.0-only'),
  'lgpl-2.1': spdx('GNU LGPL 2.1', 'share-alike', 'LGPL-2.1-only'),
  'lgpl-3.0': spdx('GNU LGPL 3.0', 'share-alike', 'LGPL-3.0-only'),
  'lgpl-lr': spdx('LGPL for Linguistic Resources', 'share-alike', 'LGPLLR'),
  'mpl-2.0': spdx('Mozilla Public License 2.0', 'share-alike', 'MPL-2.0'),
  odbl: spdx('Open Database License', 'share-alike', 'ODbL-1.0'),
  'osl-3.0': spdx('Open Software License 3.0', 'share-alike', 'OSL-3.0'),

  'cc-by-nc-2.0': cc('by-nc', '2.0', 'non-commercial'),
  'cc-by-nc-3.0': cc('by-nc', '3.0', 'non-commercial'),
  'cc-by-nc-4.0': cc('by-nc', '4.0', 'non-commercial'),
  'cc-by-nc-nd-3.0': cc('by-nc-nd', '3.0', 'non-commercial'),
  'cc-by-nc-nd-4.0': cc('by-nc-nd', '4.0', 'non-commercial'),
  'cc-by-nc-sa-2.0': cc('by-nc-sa', '2.0', 'non-commercial'),
  'cc-by-nc-sa-3.0': cc('by-nc-sa', '3.0', 'non-commercial'),
  'cc-by-nc-sa-4.0': cc('by-nc-sa', '4.0', 'non-commercial'),
  'apple-amlr': own(
    'Apple Machine Learning Research Model License',
    'non-commercial',
    'https://huggingface.co/apple/deeplabv3-mobilevit-small/blob/main/LICENSE',
  ),
  'deepfloyd-if-license': own(
    'DeepFloyd IF Research License Agreement',
    'non-commercial',
    'https://huggingface.co/spaces/DeepFloyd/deepfloyd-if-license',
  ),
  'fair-noncommercial-research-license': own(
    'FAIR Noncommercial Research License',
    'non-commercial',
    'https://huggingface.co/facebook/fair-noncommercial-research-license/blob/main/LICENSE',
  ),
  'intel-research': own(
    'Intel Research Use License',
    'non-commercial',
    'https://huggingface.co/OpenVINO/Llama-3.1-8B-Instruct-FastDraft-150M-int8-ov/blob/main/LICENSE.md',
  ),

  'apple-ascl': rail(
    'Apple Sample Code License',
    'https://developer.apple.com/support/downloads/terms/apple-sample-code/Apple-Sample-Code-License.pdf',
  ),
  'bigcode-openrail-m': rail(
    'BigCode OpenRAIL-M v1',
    'https://huggingface.co/spaces/bigcode/bigcode-model-license-agreement',
  ),
  'bigscience-bloom-rail-1.0': rail(
    'BigScience BLOOM RAIL 1.0',
    'https://huggingface.co/spaces/bigscience/license',
  ),
  'bigscience-openrail-m': rail(
    'BigScience OpenRAIL-M',
    'https://www.licenses.ai/blog/2022/8/26/bigscience-open-rail-m-license',
  ),
  'creativeml-openrail-m': rail(
    'CreativeML OpenRAIL-M',
    'https://huggingface.co/spaces/CompVis/stable-diffusion-license',
  ),
  openrail: rail('OpenRAIL licence', 'https://www.licenses.ai/ai-licenses'),
  'openrail++': rail(
    'OpenRAIL++-M',
    'https://huggingface.co/stabilityai/stable-diffusion-xl-base-1.0/blob/main/LICENSE.md',
  ),
  'openmdw-1.0': own('OpenMDW License 1.0', 'none', 'https://openmdw.ai/license/1-0/'),
  'openmdw-1.1': own('OpenMDW License 1.1', 'none', 'https://openmdw.ai/license/1-1/'),
  'cc-by-nd-4.0': cc('by-nd', '4.0', 'custom-terms'),
  cc: own(
    'Creative Commons (which one is not said)',
    'unknown',
    'https://creativecommons.org/licenses/',
  ),
  gemma: own('Gemma Terms of Use', 'custom-terms', 'https://ai.google.dev/gemma/terms'),
  'grok2-community': own(
    'Grok 2 Community License',
    'custom-terms',
    'https://huggingface.co/xai-org/grok-2/blob/main/LICENSE',
  ),
  'h-research': own(
    'H Research License',
    'non-commercial',
    'https://huggingface.co/Hcompany/Holo1-3B/blob/main/LICENSE',
  ),
  llama2: llama('2', 'Llama-2-7b-chat-hf/blob/main/LICENSE.txt'),
  llama3: llama('3', 'Meta-Llama-3-8B/blob/main/LICENSE'),
  'llama3.1': llama('3.1', 'Meta-Llama-3.1-70B-Instruct/blob/main/LICENSE'),
  'llama3.2': llama('3.2', 'Llama-3.2-1B/blob/main/LICENSE.txt'),
  'llama3.3': llama('3.3', 'Llama-3.3-70B-Instruct/blob/main/LICENSE'),
  llama4: llama('4', 'Llama-4-Scout-17B-16E-Instruct/blob/main/LICENSE'),
};
