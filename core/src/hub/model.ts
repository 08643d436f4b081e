import { disabledError, unsafeError } from './explain.ts';
import type { ModelFacts } from './facts.ts';
import { listFiles } from './files.ts';
import type { AbortSignalLike, HubResponse } from './platform.ts';
import { baseFacts, baseModelsOf, parametersOf, readFacts, type BaseFacts } from './read-facts.ts';
import { parseAnswer, request, type Connection } from './request.ts';
import { fail, succeed, type HubResult } from './result.ts';
import { filePath, infoPath, type ModelRef } from './urls.ts';
import { weightBytes } from './weights.ts';
import {
  expand,
  BASE_FIELDS,
  BaseSchema,
  INFO_FIELDS,
  ModelInfoSchema,
  SecuritySchema,
  type ModelInfo,
} from './wire.ts';

/**
 * Model facts at one revision. The model info, the scanners' verdict (the Hub
 * takes `securityStatus` only without `expand`) and the card are asked for at
 * the same time. A disabled model, and one with files flagged unsafe, is an
 * error; files flagged suspicious are listed in the facts.
 */
export const modelFacts = async (
  connection: Connection,
  ref: ModelRef,
  signal?: AbortSignalLike,
): Promise<HubResult<ModelFacts>> => {
  const hub = inFewRequests(connection);
  const [info, flagged, early] = await Promise.all([
    modelInfo(hub, ref, signal),
    flaggedFiles(hub, ref, signal),
    cardText(hub, ref.id, ref.revision ?? 'main', signal),
  ]);
  if (!info.ok) return info;
  if (!flagged.ok) return flagged;
  const model = info.value;
  const url = hub.endpoint + infoPath(ref);
  if (model.disabled) return fail(disabledError(model.id, url));
  const unsafe = flagged.value.filter(({ level }) => level === 'unsafe').map(({ path }) => path);
  if (unsafe.length > 0) return fail(unsafeError(model.id, unsafe, url));

  // The first to ask is the first to be served.
  const [card, bases, treeBytes] = await Promise.all([
    cardAt(hub, model, early, signal),
    basesOf(hub, model, signal),
    needsTree(model) ? treeBytesOf(hub, model, signal) : null,
  ]);
  if (!card.ok) return card;
  return succeed(
    readFacts(model, {
      unsafeFiles: flagged.value.map(({ path }) => path),
      cardText: card.value,
      treeBytes,
      bases,
    }),
  );
};

/** Addresses asked for one model, and seconds for each try: what is beyond that, we do without. */
const MOST_REQUESTS = 6;
const MOST_SECONDS = 5;

/** Refuses a further address once so many were asked; a second try of the same is none. */
function inFewRequests(hub: Connection): Connection {
  const asked = new Set<string>();
  // Not `hub.fetch(…)`: browsers refuse to run theirs as a method of another object.
  const { fetch } = hub;
  return {
    ...hub,
    timeout: Math.min(hub.timeout, MOST_SECONDS),
    fetch: (url, init) => {
      asked.add(url);
      return asked.size > MOST_REQUESTS ? Promise.resolve(NOT_ASKED) : fetch(url, init);
    },
  };
}
const NOT_ASKED: HubResponse = {
  status: 404,
  url: '',
  headers: { get: () => null },
  text: () => Promise.resolve(''),
};

const modelInfo = async (
  hub: Connection,
  ref: ModelRef,
  signal?: AbortSignalLike,
): Promise<HubResult<ModelInfo>> => {
  const answer = await request(hub, {
    path: infoPath(ref),
    query: expand(INFO_FIELDS),
    about: { model: ref.id, revision: ref.revision },
    signal,
  });
  return answer.ok ? parseAnswer(ModelInfoSchema, answer.value, ref.id) : answer;
};

interface Flagged {
  readonly path: string;
  readonly level: string;
}

/** Files the scanners call unsafe or suspicious; milder levels ("caution") are for pickles in general. */
const flaggedFiles = async (
  hub: Connection,
  ref: ModelRef,
  signal?: AbortSignalLike,
): Promise<HubResult<readonly Flagged[]>> => {
  const answer = await request(hub, {
    path: infoPath(ref),
    query: [['securityStatus', 'true']],
    about: { model: ref.id, revision: ref.revision },
    signal,
  });
  if (!answer.ok) return answer;
  const parsed = parseAnswer(SecuritySchema, answer.value, ref.id);
  if (!parsed.ok) return parsed;
  const issues = parsed.value.securityRepoStatus?.filesWithIssues ?? [];
  return succeed(issues.filter(({ level }) => level === 'unsafe' || level === 'suspicious'));
};

interface Card {
  readonly text: string | null;
  /** Commit the text is of, where the Hub said so. */
  readonly sha: string | null;
}

/** Text of README.md; null when there is none, or when it may not be read (gated). */
const cardText = async (
  hub: Connection,
  id: string,
  revision: string,
  signal?: AbortSignalLike,
): Promise<HubResult<Card>> => {
  const path = filePath(id, revision, 'README.md');
  if (!path.ok) return path;
  const answer = await request(hub, {
    path: path.value,
    accept: 'text/plain, */*',
    about: { model: id, revision, file: 'README.md' },
    signal,
  });
  if (answer.ok) {
    return succeed({ text: answer.value.text, sha: answer.value.headers.get('x-repo-commit') });
  }
  // Whether the model exists and may be used is what the model info says; a
  // card that is missing or closed is no error of its own.
  const { kind, status = 0 } = answer.error;
  return status >= 400 && status < 500 && kind !== 'rate-limited'
    ? succeed({ text: null, sha: null })
    : answer;
};

/** The card at exactly the facts' commit: the early answer when it was of that commit. */
const cardAt = async (
  hub: Connection,
  model: ModelInfo,
  early: HubResult<Card>,
  signal?: AbortSignalLike,
): Promise<HubResult<string | null>> => {
  const listed = model.siblings.some(({ rfilename }) => rfilename === 'README.md');
  if (early.ok && (early.value.sha === model.sha || !listed)) return succeed(early.value.text);
  // Gated: the card was refused, and asking for another commit changes nothing.
  if (early.ok && early.value.text === null) return succeed(null);
  const card = await cardText(hub, model.id, model.sha, signal);
  return card.ok ? succeed(card.value.text) : card;
};

/** The tree is asked for only when the size of the weights cannot be computed without it. */
const needsTree = (model: ModelInfo): boolean =>
  parametersOf(model) === null && model.siblings.length > 0;

const treeBytesOf = async (
  hub: Connection,
  model: ModelInfo,
  signal?: AbortSignalLike,
): Promise<number | null> => {
  const files = await listFiles(hub, model.id, model.sha, signal);
  // The size is a help, not a need: without it the notebook says "unknown".
  return files.ok ? weightBytes(files.value) : null;
};

/** The models an adapter needs at run time; others are not downloaded. */
const basesOf = async (
  hub: Connection,
  model: ModelInfo,
  signal?: AbortSignalLike,
): Promise<ReadonlyMap<string, BaseFacts>> => {
  const isAdapter = (relation: string | null): boolean =>
    relation === 'adapter' ||
    model.library_name === 'peft' ||
    model.tags.includes('lora') ||
    'peft' in model.config;
  const bases = baseModelsOf(model).filter(({ relation }) => isAdapter(relation));
  const found = await Promise.all(
    bases.slice(0, 2).map(async ({ id }) => {
      const answer = await request(hub, {
        path: infoPath({ id }),
        query: expand(BASE_FIELDS),
        about: { model: id },
        signal,
      });
      if (!answer.ok) return null;
      const parsed = parseAnswer(BaseSchema, answer.value, id);
      return parsed.ok ? ([id, baseFacts(parsed.value)] as const) : null;
    }),
  );
  return new Map(found.filter((entry) => entry !== null));
};
