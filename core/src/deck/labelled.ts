import type { Topic } from './schema.ts';
import type { ENTITY_TYPES, Measure, TopicFile } from './topic-file.ts';

/** Inputs of a topic with the answer a careful reader would give. */

/** What is bundled of a topic's right answers: the rest stands in the deck. */
export type Labelled = { readonly id: string; readonly show: Partial<Measure> } & Pick<
  TopicFile,
  'gist' | 'measure'
>;

/** `show` may stand in notebooks; `measure` is never shown, only measured. */
export type Split = 'show' | 'measure';

export type LabelledItem =
  | { kind: 'label'; text: string; labels: readonly string[]; right: string }
  | { kind: 'spans'; text: string; spans: readonly { type: EntityType; text: string }[] }
  | { kind: 'answer'; context: string; question: string; right: string }
  | { kind: 'summary'; text: string; right: string }
  /** `to` is an ISO 639-1 code; the text is English. */
  | { kind: 'translation'; text: string; to: string; right: string }
  /** `right` are those of the passages that answer the query. */
  | { kind: 'search'; query: string; passages: readonly string[]; right: readonly string[] }
  | { kind: 'choice'; question: string; choices: readonly string[]; right: string }
  /** Whether the claim follows from the text. */
  | { kind: 'claim'; text: string; claim: string; right: boolean }
  | { kind: 'cell'; table: Topic['table']; question: string; right: string };
export type EntityType = (typeof ENTITY_TYPES)[number];

/** The right answers of a topic's file, as they are bundled. */
export function labelledOf(file: TopicFile): Labelled {
  const { id, texts, entities, passage, translate, similar, choices, table, claims } = file;
  return {
    id,
    show: {
      texts,
      entities,
      questions: passage.questions,
      translate: translate.filter((one) => Object.keys(one).length > 1),
      similar,
      choices,
      cells: table.questions,
      ...(claims && { claims }),
    },
    ...(file.gist !== undefined && { gist: file.gist }),
    ...(file.measure && { measure: file.measure }),
  };
}

/** Every item of one half of a topic, each with all that a model needs to answer it. */
export function labelledItems(labelled: Labelled, topic: Topic, split: Split): LabelledItem[] {
  const part = split === 'show' ? labelled.show : (labelled.measure ?? {});
  const context = topic.passage.text;
  const { similar } = part;
  return [
    ...(part.texts ?? []).flatMap((one) =>
      Object.entries(one).map(([right, text]): LabelledItem => {
        return { kind: 'label', text, labels: topic.labels, right };
      }),
    ),
    ...(part.entities ?? []).map(({ text, ...types }): LabelledItem => {
      return { kind: 'spans', text, spans: spansOf(types) };
    }),
    ...(part.questions ?? []).map(({ ask, answer }): LabelledItem => {
      return { kind: 'answer', context, question: ask, right: answer };
    }),
    ...(split === 'show' && labelled.gist
      ? [{ kind: 'summary' as const, text: topic.article, right: labelled.gist }]
      : []),
    ...(part.translate ?? []).flatMap(({ en, ...others }) =>
      Object.entries(others).map(([to, right]): LabelledItem => {
        return { kind: 'translation', text: en, to, right };
      }),
    ),
    ...(similar
      ? [
          {
            kind: 'search' as const,
            query: similar.query,
            passages: [...similar.others, ...similar.right],
            right: similar.right,
          },
        ]
      : []),
    ...(part.choices ?? []).map(({ question, right, wrong }): LabelledItem => {
      return { kind: 'choice', question, choices: [...wrong, right], right };
    }),
    ...(part.claims ?? []).map(({ claim, follows }): LabelledItem => {
      return { kind: 'claim', text: context, claim, right: follows };
    }),
    ...(part.cells ?? []).map(({ ask, cell }): LabelledItem => {
      return { kind: 'cell', table: topic.table, question: ask, right: cell };
    }),
  ];
}

const spansOf = (
  types: Readonly<Partial<Record<EntityType, string[] | undefined>>>,
): { type: EntityType; text: string }[] =>
  Object.entries(types).flatMap(([type, names]) =>
    // SAFETY: the file's schema knows no other keys than the types.
    (names ?? []).map((text) => ({ type: type as EntityType, text })),
  );

/** The right answers of every topic. A file of its own, loaded when it is first asked for. */
export async function loadLabelled(): Promise<readonly Labelled[]> {
  const { default: data } = await import('./labelled.generated.json', { with: { type: 'json' } });
  return data;
}
