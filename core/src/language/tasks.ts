/**
 * Which task code has in mind, as a pipeline tag of the Hub; null where a class
 * serves several. Sources: transformers `MODEL_FOR_*_MAPPING_NAMES` and
 * `TASK_ALIASES`; methods of huggingface_hub `InferenceClient`.
 */
const CLASS_TASKS: readonly (readonly [RegExp, string])[] = [
  [/ForCausalLM$|LMHeadModel$/, 'text-generation'],
  [/ForMaskedLM$/, 'fill-mask'],
  [/ForSequenceClassification$/, 'text-classification'],
  [/ForTokenClassification$/, 'token-classification'],
  [/ForTableQuestionAnswering$/, 'table-question-answering'],
  [/ForVisualQuestionAnswering$/, 'visual-question-answering'],
  [/ForDocumentQuestionAnswering$/, 'document-question-answering'],
  [/ForQuestionAnswering$/, 'question-answering'],
  [/ForMultipleChoice$/, 'multiple-choice'],
  [/ForImageTextToText$/, 'image-text-to-text'],
  [/ForZeroShotImageClassification$/, 'zero-shot-image-classification'],
  [/ForImageClassification$/, 'image-classification'],
  [/ForZeroShotObjectDetection$/, 'zero-shot-object-detection'],
  [/ForObjectDetection$/, 'object-detection'],
  [/For(?:Image|Semantic|Instance|Universal)Segmentation$/, 'image-segmentation'],
  [/ForMaskGeneration$/, 'mask-generation'],
  [/ForDepthEstimation$/, 'depth-estimation'],
  [/ForKeypointDetection$/, 'keypoint-detection'],
  [/ForVideoClassification$/, 'video-classification'],
  [/ForImageToImage$/, 'image-to-image'],
  [/ForAudioClassification$/, 'audio-classification'],
  [/ForSpeechSeq2Seq$|ForCTC$|^WhisperForConditionalGeneration$/, 'automatic-speech-recognition'],
  [/ForText(?:ToSpectrogram|ToWaveform)$/, 'text-to-speech'],
  [/ForTimeSeriesPrediction$/, 'time-series-forecasting'],
  [
    /^AutoPipelineForText2Image$|^StableDiffusion(?:XL|3)?Pipeline$|^FluxPipeline$/,
    'text-to-image',
  ],
  [/^AutoPipelineForImage2Image$|Img2ImgPipeline$/, 'image-to-image'],
  [/^CrossEncoder$/, 'text-ranking'],
];

/** `AutoModelForCausalLM` -> `text-generation`. */
export const taskOfClass = (name: string): string | null =>
  CLASS_TASKS.find(([pattern]) => pattern.test(name))?.[1] ?? null;

const ALIASES: Readonly<Record<string, string>> = {
  'sentiment-analysis': 'text-classification',
  ner: 'token-classification',
  vqa: 'visual-question-answering',
  'text-to-speech': 'text-to-speech',
  'text-to-audio': 'text-to-audio',
};

/** The task of `pipeline("…")` as a pipeline tag. */
export const taskOfPipeline = (task: string): string | null =>
  /^translation_\w+_to_\w+$/.test(task)
    ? 'translation'
    : Object.hasOwn(ALIASES, task)
      ? (ALIASES[task] ?? null)
      : /^[a-z][a-z0-9-]{2,40}$/.test(task)
        ? task
        : null;

/** Methods of `InferenceClient` that take `model=`; chat models are tagged text-generation. */
const CLIENT_METHODS: Readonly<Record<string, string>> = {
  chat_completion: 'text-generation',
  text_generation: 'text-generation',
  text_classification: 'text-classification',
  token_classification: 'token-classification',
  feature_extraction: 'feature-extraction',
  fill_mask: 'fill-mask',
  question_answering: 'question-answering',
  sentence_similarity: 'sentence-similarity',
  summarization: 'summarization',
  table_question_answering: 'table-question-answering',
  translation: 'translation',
  zero_shot_classification: 'zero-shot-classification',
  text_to_image: 'text-to-image',
  text_to_speech: 'text-to-speech',
  text_to_video: 'text-to-video',
  image_classification: 'image-classification',
  image_segmentation: 'image-segmentation',
  image_to_image: 'image-to-image',
  image_to_text: 'image-to-text',
  object_detection: 'object-detection',
  visual_question_answering: 'visual-question-answering',
  document_question_answering: 'document-question-answering',
  zero_shot_image_classification: 'zero-shot-image-classification',
  automatic_speech_recognition: 'automatic-speech-recognition',
  audio_classification: 'audio-classification',
  audio_to_audio: 'audio-to-audio',
  tabular_classification: 'tabular-classification',
  tabular_regression: 'tabular-regression',
};

export const isClientMethod = (name: string): boolean => Object.hasOwn(CLIENT_METHODS, name);
export const taskOfClientMethod = (name: string): string | null =>
  isClientMethod(name) ? (CLIENT_METHODS[name] ?? null) : null;

/** Every tag these tables can name, for the test that holds them to the Hub's own list. */
export const TASKS_NAMED: readonly string[] = [
  ...CLASS_TASKS.map(([, task]) => task),
  ...Object.values(ALIASES),
  ...Object.values(CLIENT_METHODS),
];
