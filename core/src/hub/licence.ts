import type { ModelFacts } from './facts.ts';
import { LICENCES, type LicenceTerms } from './licences.ts';

export interface LicenceNotice {
  /** Licence id of the card, or null when it names none. */
  readonly id: string | null;
  readonly name: string;
  readonly terms: LicenceTerms;
  /** True when a reader must be warned: some uses are not allowed, or nobody knows. */
  readonly restrictive: boolean;
  /** One or two sentences for people. */
  readonly sentence: string;
  /** Where the text is; null when only the model's page can tell. */
  readonly source: string | null;
}

const RESTRICTIVE: readonly LicenceTerms[] = ['non-commercial', 'custom-terms', 'unknown'];

const ASKS: Readonly<Record<Exclude<LicenceTerms, 'unknown'>, string>> = {
  none: 'You may use, change and share it, also commercially; keep its licence notice.',
  attribution: 'You may use, change and share it, also commercially; name its authors.',
  'share-alike':
    'You may use it, also commercially; what you build from it and pass on keeps the same licence.',
  'non-commercial': 'You may not use it commercially.',
  'custom-terms': 'It limits some uses: read its terms before you use the model in earnest.',
};

type Facts = Pick<ModelFacts, 'id' | 'licence' | 'cardData'>;

/** What the model's licence means for the reader of a notebook. */
export const licenceNotice = (facts: Facts): LicenceNotice => {
  const id = facts.licence;
  const known = id === null ? undefined : lookUp(id);
  if (id === null || id === 'unknown' || id === 'unlicensed') {
    return notice(null, 'No licence given', 'unknown', {
      sentence: `The card of ${facts.id} names no licence. Try it out, and ask its authors before you use it in anything you publish.`,
    });
  }
  if (!known) {
    const name = ownName(facts.cardData) ?? (id === 'other' ? 'a licence of its own' : id);
    return notice(id, name, 'custom-terms', {
      sentence: `${facts.id} comes under ${name}, which is not one of the usual licences: read its terms on the model's page before you use it in earnest.`,
    });
  }
  const asks = known.terms === 'unknown' ? null : ASKS[known.terms];
  return notice(id, known.name, known.terms, {
    sentence: `${facts.id} comes under the ${called(known.name)}. ${asks ?? 'Ask its authors which uses they allow.'}`,
    source: known.source,
  });
};

const lookUp = (id: string) => (Object.hasOwn(LICENCES, id) ? LICENCES[id] : undefined);

/** "the GNU GPL 3.0 licence", but "the Apache License 2.0". */
const called = (name: string): string =>
  /licen[cs]e|terms|agreement/i.test(name) ? name : name.replace(/(?= \()|$/, ' licence');

const notice = (
  id: string | null,
  name: string,
  terms: LicenceTerms,
  { sentence, source = null }: { sentence: string; source?: string | null },
): LicenceNotice => ({
  id,
  name,
  terms,
  restrictive: RESTRICTIVE.includes(terms),
  sentence,
  source,
});

/** `license_name` of the card: untrusted, so one short line of plain characters or nothing. */
const ownName = (cardData: Facts['cardData']): string | null => {
  const name = cardData['license_name'];
  return typeof name === 'string' && /^[A-Za-z0-9][\w .,()+-]{0,59}$/.test(name) ? name : null;
};
