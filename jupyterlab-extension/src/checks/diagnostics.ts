import { findingPage, isSafeFix, type CellFinding, type Fix } from '@alacard/core/language';
import type { Action, Diagnostic } from '@codemirror/lint';

/** What a person can have done about a finding. */
export interface Mending {
  /** Whether the cells that a fix changes may be changed. */
  can(fix: Fix): boolean;
  /** @param from where the finding stands by now. */
  mend(finding: CellFinding, fix: Fix, from: number): void;
  /** Put what replaced them in the place of all removed APIs; null where that is one, or none. */
  readonly all: (() => void) | null;
}

const RENAMED = /^(?:removed|deprecated)-api$/;

/** The words of a finding, and a link to what its code means. */
function messageOf({ code, message }: CellFinding): HTMLElement {
  const words = document.createElement('span');
  const link = document.createElement('a');
  link.href = findingPage(code);
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.textContent = code;
  words.append(`${message} `, link);
  return words;
}

const actionOf = (finding: CellFinding, fix: Fix, mending: Mending): Action => ({
  // Not by colour alone: it is to be read as well.
  name: isSafeFix(finding, fix) ? fix.title : `${fix.title} (changes what it does)`,
  markClass: isSafeFix(finding, fix) ? 'alacard-safe' : 'alacard-unsafe',
  apply: (_, from) => mending.mend(finding, fix, from),
});

/** A finding as CodeMirror shows it, safe fixes first. `length`: of the text it stands in. */
export function diagnosticOf(finding: CellFinding, length: number, mending: Mending): Diagnostic {
  const { code, severity, message, from, to, fixes } = finding;
  const actions = fixes
    .filter((fix) => mending.can(fix))
    .toSorted((a, b) => Number(isSafeFix(finding, b)) - Number(isSafeFix(finding, a)))
    .map((fix) => actionOf(finding, fix, mending));
  const { all } = mending;
  if (all && RENAMED.test(code) && actions.length > 0)
    actions.push({
      name: 'Replace all removed APIs in this notebook',
      markClass: 'alacard-safe',
      apply: () => all(),
    });
  return {
    from: Math.min(from, length),
    to: Math.min(to, length),
    severity,
    source: 'Alacard',
    message: `${message} (${code})`,
    renderMessage: () => messageOf(finding),
    actions,
  };
}

/** Of how many findings the fix that keeps the meaning would be taken along. */
export const countRenamed = (findings: readonly CellFinding[]): number =>
  findings.filter(({ code, fixes }) => RENAMED.test(code) && fixes[0]?.preferred === true).length;
