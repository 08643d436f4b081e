import type { Deck } from '../deck/schema.ts';
import type { TaskAdapter } from '../deck/adapter.ts';
import { formatCount } from '../hub/format.ts';
import { licenceNotice } from '../hub/licence.ts';
import { downloadWords, memoryWords } from '../hub/memory.ts';
import { pageOf, parentWords } from '../ipynb/marks.ts';
import { tableTexts } from '../samples/table.ts';
import { fasttextFile } from './files.ts';
import type { FullHand } from './hand.ts';
import type { InputWords } from './input-words.ts';
import type { ModelTraits } from './model-traits.ts';
import type { FixedSlot, SampleSlot, SetupSlot } from './template-names.ts';
import { name, type SlotValue } from './template-slots.ts';

/** What stands for slots; those that nothing is known for are left out. */
export type NotebookSlots = Readonly<
  Partial<Record<FixedSlot | SampleSlot | SetupSlot, SlotValue>>
>;

/** `org/name` -> `name`. */
export const shortName = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** What `__NAME__` and `{{NAME}}` stand for in a notebook. */
export function slotsOf(
  hand: FullHand,
  deck: Deck,
  inputs: InputWords,
  traits: ModelTraits,
): NotebookSlots {
  const { adapter, facts, topic, pack, difficulty, component, ownPrompts, remixOf } = hand;
  const harder = deck.difficulties[deck.difficulties.findIndex((d) => d.id === difficulty.id) + 1];
  const fixed: Readonly<Record<FixedSlot, SlotValue | undefined>> = {
    model_id: facts.id,
    model_name: shortName(facts.id),
    model_emoji: deck.models.find((model) => model.id === facts.id)?.emoji ?? '🤗',
    model_line: [
      facts.parameters ? `${formatCount(facts.parameters)} parameters` : null,
      facts.licence,
      facts.downloads ? `${formatCount(facts.downloads)} downloads` : null,
    ]
      .filter(Boolean)
      .join(' · '),
    revision: (hand.twin === null && facts.sha) || 'main',
    loaded_id: hand.twin ?? facts.id,
    task_summary: adapter.summary,
    topic_name: topic.name,
    topic_emoji: topic.emoji,
    topic_line: topic.summary,
    topic_subject: topic.subject,
    prompts_name: ownPrompts ? 'Your own prompts' : pack.name,
    prompts_emoji: pack.emoji,
    prompts_line: ownPrompts ? `${ownPrompts.length} of your own` : pack.summary,
    difficulty_name: difficulty.name,
    difficulty_emoji: difficulty.emoji,
    difficulty_line: difficulty.summary,
    harder_name: harder?.name ?? '',
    ui_name: component.name,
    ui_emoji: component.emoji,
    ui_line: component.summary,
    app_title: `${shortName(facts.id)} - ${topic.name}`,
    hello_number: 2,
    explore_number: 3,
    topic_number: 4,
    ui_number: 5,
    next_number: 6,
    params: name(adapter.inputs.map((input) => input.name).join(', ')),
    only: inputs.only && adapter.inputs[0] ? name(adapter.inputs[0].name) : undefined,
    examples: inputs.examples,
    sample_prompt: inputs.prompts[0] ?? '',
    table_texts: tableTexts(adapter, hand, inputs.prompts),
    prompt_samples: inputs.prompts,
    turns: [inputs.prompts[0] ?? '', inputs.prompts[1] ?? inputs.prompts[0] ?? ''],
    parameters: facts.parameters ?? undefined,
    weight_bytes: facts.weightBytes ?? undefined,
    memory_words: [memoryWords(facts), downloadWords(facts)]
      .filter((one) => one !== null)
      .join(' '),
    processor_words: traits.large
      ? 'On an ordinary processor (CPU) an answer takes minutes.'
      : 'It also runs on an ordinary processor (CPU).',
    licence_words: licenceNotice(facts).sentence,
    gated_ids: gatedIds(facts, adapter.route),
    description: hand.card.description ?? '',
    remix_words: remixOf ? parentWords(remixOf) : undefined,
    remix_link: remixOf ? pageOf(remixOf) : undefined,
    remix_licence: remixOf?.licence ?? '',
    mirror_url: hand.mirror?.url ?? '',
    mirror_host: hand.mirror?.here?.[0] ?? '',
    mirror_port: hand.mirror?.here?.[1] ?? 0,
    prefix: traits.prefix ?? '',
    starts: traits.starts ?? '',
    page_lines: traits.sees === 'line' ? topic.document.lines.slice(0, 1) : topic.document.lines,
    prompts: traits.prompts ?? {},
    variant: traits.variant?.name ?? '',
    few_steps: traits.painting.steps ?? 0,
    guidance: traits.painting.guidance ?? 0,
    source_language: traits.languages?.source ?? '',
    target_language: traits.languages?.target ?? '',
    sampling: traits.sampling,
    longest: traits.writing.longest.cpu,
    longest_on_gpu: traits.writing.longest.gpu,
    gguf_file: traits.ggufFile ?? '',
    gguf_parts: traits.ggufParts,
    base_model_id: facts.baseModels[0]?.id ?? '',
    base_revision: facts.baseModels[0]?.sha ?? 'main',
    sklearn_file: traits.sklearnFile,
    zip_file: traits.zipFile ?? '',
    fasttext_file: fasttextFile(facts.files),
  };
  const known = Object.entries({ ...inputs.samples, ...fixed }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(known);
}

/** What is downloaded and must be asked for first; a provider has asked already. */
export const gatedIds = (facts: FullHand['facts'], route: TaskAdapter['route']): string[] =>
  route === 'api'
    ? []
    : [
        ...(facts.gated ? [facts.id] : []),
        ...facts.baseModels
          .filter((base) => base.gated && base.relation === 'adapter')
          .map((base) => base.id),
      ];
