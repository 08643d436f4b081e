import { describe, expect, it } from '@jest/globals';
import { NO_FACTS } from '../hub/no-facts.ts';
import { dispatch } from './dispatch.ts';
import { taskOfClass, taskOfRepository } from './tasks.ts';

const repository = (architecture: string, autoModel: string | null = null) => ({
  architectures: [architecture],
  autoModel,
  library: 'transformers',
});

describe('the task of a class', () => {
  // What the suffix alone gets wrong: transformers makes these with other Auto classes.
  it.each([
    ['ViltForQuestionAnswering', 'visual-question-answering'],
    ['BlipForQuestionAnswering', 'visual-question-answering'],
    ['TapasForQuestionAnswering', 'table-question-answering'],
    ['LayoutLMForQuestionAnswering', 'document-question-answering'],
    ['LayoutLMv3ForQuestionAnswering', 'document-question-answering'],
    ['BertForQuestionAnswering', 'question-answering'],
    ['VideoMAEForVideoClassification', 'video-classification'],
    ['SuperPointForKeypointDetection', 'keypoint-detection'],
    ['MaskFormerForInstanceSegmentation', 'image-segmentation'],
    ['DetrForSegmentation', 'image-segmentation'],
    ['Wav2Vec2ForSequenceClassification', 'audio-classification'],
    ['OwlViTForObjectDetection', 'zero-shot-object-detection'],
    ['CLIPModel', 'zero-shot-image-classification'],
    ['SamModel', 'mask-generation'],
    ['VitsModel', 'text-to-speech'],
    ['MusicgenForConditionalGeneration', 'text-to-audio'],
    ['LlavaForConditionalGeneration', 'image-text-to-text'],
    ['Mistral4ForCausalLM', 'text-generation'],
    ['WhisperForConditionalGeneration', 'automatic-speech-recognition'],
  ])('%s is the same for the editor and for the generator: %s', (name, task) => {
    expect(taskOfClass(name)).toBe(task);
    expect(taskOfRepository(repository(name))).toBe(task);
  });

  // Code that names such a class may want something else; a repository is best taken at its word.
  it.each([
    ['T5ForConditionalGeneration', 'text2text-generation'],
    ['BartForConditionalGeneration', 'text2text-generation'],
    ['BertModel', 'feature-extraction'],
    ['BlipForConditionalGeneration', 'image-to-text'],
    ['VisionEncoderDecoderModel', 'image-to-text'],
    ['AutoModelForSeq2SeqLM', 'text2text-generation'],
  ])('%s serves several: %s only of a repository', (name, task) => {
    expect(taskOfClass(name)).toBeNull();
    expect(taskOfRepository(repository(name))).toBe(task);
  });

  it('is that of the Auto class where the architecture is code of the repository', () => {
    expect(taskOfRepository(repository('OwnModel', 'AutoModelForCausalLM'))).toBe(
      'text-generation',
    );
    expect(
      taskOfRepository({ ...repository('OwnModel', 'AutoModelForCausalLM'), library: null }),
    ).toBeNull();
  });
});

it.each([
  ['ViltForQuestionAnswering', 'vilt', 'visual-question-answering'],
  ['TapasForQuestionAnswering', 'tapas', 'table-question-answering'],
  ['LayoutLMForQuestionAnswering', 'layoutlm', 'document-question-answering'],
  ['VideoMAEForVideoClassification', 'videomae', 'video-classification'],
  ['SuperPointForKeypointDetection', 'superpoint', 'keypoint-detection'],
  ['MaskFormerForInstanceSegmentation', 'maskformer', 'image-segmentation'],
])(
  'a repository of %s without a pipeline tag gets its adapter',
  (architecture, modelType, adapter) => {
    const facts = { ...NO_FACTS, ...repository(architecture), id: 'org/model', modelType };
    expect(dispatch(facts).adapter).toBe(adapter);
  },
);
