/**
 * Which tiny model stands behind a real card: the first entry of the tiny
 * models' `index.json` with the same task and a fitting library. What fits is
 * data, here.
 */

/** Tiny models that stand for one peculiarity, so for no card in general. */
export const PECULIAR: readonly string[] = [
  'tiny/awq',
  'tiny/bare-bert',
  'tiny/colbert',
  'tiny/custom-code',
  'tiny/qa-128',
  'tiny/reward',
  'tiny/splade',
  'tiny/text-cls-multi',
];

/** Old and other tags -> the tag of the tiny model. */
export const SAME_TASK: Readonly<Record<string, readonly string[]>> = {
  'text2text-generation': ['summarization', 'translation'],
  conversational: ['text-generation'],
  'text-retrieval': ['sentence-similarity'],
  'image-feature-extraction': ['image-classification'],
  'tabular-regression': ['tabular-regression', 'tabular-classification'],
};

/** Libraries whose cards show code of another library as well. */
export const SAME_LIBRARY: Readonly<Record<string, readonly string[]>> = {
  pytorch: ['transformers'],
  'llama.cpp': ['gguf'],
  vllm: ['transformers'],
  generic: ['transformers'],
};

/** Tags that name the library of a card whose front matter has no `library_name`. */
export const LIBRARY_TAGS: readonly string[] = ['sklearn', 'timm', 'peft', 'diffusers', 'gguf'];

/** Library of a card that names none, when its task is one transformers has. */
export const DEFAULT_LIBRARY = 'transformers';

/** A plausible `config.json` where no tiny model fits: task -> model type and architecture. */
export const PLAUSIBLE_CONFIG: Readonly<
  Record<string, readonly [type: string, architecture: string]>
> = {
  'text-generation': ['llama', 'LlamaForCausalLM'],
  conversational: ['gpt2', 'GPT2LMHeadModel'],
  'text2text-generation': ['t5', 'T5ForConditionalGeneration'],
  summarization: ['bart', 'BartForConditionalGeneration'],
  translation: ['marian', 'MarianMTModel'],
  'fill-mask': ['bert', 'BertForMaskedLM'],
  'text-classification': ['bert', 'BertForSequenceClassification'],
  'zero-shot-classification': ['bart', 'BartForSequenceClassification'],
  'token-classification': ['bert', 'BertForTokenClassification'],
  'question-answering': ['bert', 'BertForQuestionAnswering'],
  'sentence-similarity': ['bert', 'BertModel'],
  'feature-extraction': ['bert', 'BertModel'],
  'image-classification': ['vit', 'ViTForImageClassification'],
  'image-feature-extraction': ['vit', 'ViTModel'],
  'image-segmentation': ['segformer', 'SegformerForSemanticSegmentation'],
  'mask-generation': ['sam', 'SamModel'],
  'object-detection': ['yolos', 'YolosForObjectDetection'],
  'depth-estimation': ['dpt', 'DPTForDepthEstimation'],
  'image-to-text': ['blip', 'BlipForConditionalGeneration'],
  'image-to-image': ['swin2sr', 'Swin2SRForImageSuperResolution'],
  'image-text-to-text': ['llava', 'LlavaForConditionalGeneration'],
  'visual-document-retrieval': ['colpali', 'ColPaliForRetrieval'],
  'document-question-answering': ['layoutlm', 'LayoutLMForQuestionAnswering'],
  'zero-shot-image-classification': ['clip', 'CLIPModel'],
  'video-classification': ['videomae', 'VideoMAEForVideoClassification'],
  'automatic-speech-recognition': ['wav2vec2', 'Wav2Vec2ForCTC'],
  'audio-classification': ['wav2vec2', 'Wav2Vec2ForSequenceClassification'],
  'text-to-speech': ['vits', 'VitsModel'],
  'text-to-audio': ['musicgen', 'MusicgenForConditionalGeneration'],
};
