import type { Finding } from '../findings/finding.ts';
import { aboutModel } from '../findings/model.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { familyOf, knowsAdapter } from './families.ts';
import type { AdapterId, LibraryId } from './ids.generated.ts';
import { SHELF } from './shelf.ts';
import { taskOfRepository } from './tasks.ts';
import { isTooLarge, LAPTOP_LIMIT, type Asked } from './takes.ts';
import { ASKED, REFUSED } from './takes.generated.ts';

/** Which task adapter a model gets, and why when it is not the obvious one. */
export interface Dispatch {
  readonly adapter: AdapterId;
  readonly findings: readonly Finding[];
}

/**
 * Choose the adapter for a model: each library of the shelf is asked in the order
 * of `order.yaml` whether it takes it. Every model gets one: what cannot run here
 * is called through a provider, and what nothing can handle is inspected.
 */
export function dispatch(facts: ModelFacts): Dispatch {
  const asked = about(facts);
  for (const { id, takes } of ASKED) {
    const answer = takes({ ...asked, ours: reads(id, facts.library) });
    if (answer === null) continue;
    if ('refused' in answer) return elsewhere(asked, answer.refused);
    if ('shown' in answer)
      return { adapter: 'inspect', findings: [aboutModel(answer.code, { why: answer.shown })] };
    const findings =
      answer.note === undefined
        ? []
        : [aboutModel(answer.code ?? 'route-inspect', { why: answer.note })];
    return { adapter: answer.adapter, findings };
  }
  return {
    adapter: 'inspect',
    findings: [aboutModel('library-unknown', { library: facts.library ?? '' })],
  };
}

/** Another way to a model that cannot run here, with the reason. */
function elsewhere(asked: Omit<Asked, 'ours'>, reason: string): Dispatch {
  const { providers } = asked.facts;
  if (providers !== null && providers.length === 0) {
    const why = `${reason} No inference provider lists it, either. The notebook shows what is in the repository and downloads its files.`;
    return { adapter: 'inspect', findings: [aboutModel('route-inspect', { why })] };
  }
  for (const { id, takes } of REFUSED) {
    const answer = takes({ ...asked, ours: reads(id, asked.facts.library) });
    if (answer === null || !('adapter' in answer)) continue;
    return { adapter: answer.adapter, findings: [aboutModel('route-api', { why: reason })] };
  }
  const why = `${reason} The notebook shows what is in the repository and downloads its files.`;
  return { adapter: 'inspect', findings: [aboutModel('route-inspect', { why })] };
}

const HUB = new Map(SHELF.libraries.map(({ id, hub }) => [id, hub]));
const reads = (id: LibraryId, library: string | null): boolean =>
  library !== null && HUB.get(id)?.includes(library) === true;

function about(facts: ModelFacts): Omit<Asked, 'ours'> {
  const has = (file: string | RegExp): boolean =>
    facts.files.some((path) => (typeof file === 'string' ? path === file : file.test(path)));
  const family = familyOf(facts);
  return {
    facts,
    task: facts.task ?? taskOfRepository(facts),
    large: isLarge(facts),
    hasWeights: has(/\.(safetensors|bin|pt|pth|ckpt|joblib|pkl|skops|zip)$/),
    has,
    tagged: (word) => facts.library === word || facts.tags.includes(word),
    knows: (adapter) => knowsAdapter(adapter, family),
  };
}

const isLarge = (facts: ModelFacts): boolean =>
  facts.gguf
    ? (facts.parameters ?? 0) > 30e9
    : facts.parameters === null
      ? (facts.weightBytes ?? 0) > LAPTOP_LIMIT
      : isTooLarge(facts.parameters);
