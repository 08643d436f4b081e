import { isObject } from './files.ts';

export interface TransformersInfo {
  readonly auto_model: string;
  readonly pipeline_tag?: string;
  readonly processor?: string;
  readonly custom_class?: string;
}

/** Ending of a class name -> auto class, in order; the first that fits. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(ForCausalLM|LMHeadModel)$/, 'AutoModelForCausalLM'],
  [/ForMaskedLM$/, 'AutoModelForMaskedLM'],
  [/ForPreTraining$/, 'AutoModelForPreTraining'],
  [/ForSequenceClassification$/, 'AutoModelForSequenceClassification'],
  [/ForTokenClassification$/, 'AutoModelForTokenClassification'],
  [/(Layout\w*|Lilt)ForQuestionAnswering$/, 'AutoModelForDocumentQuestionAnswering'],
  [/(Vilt|Blip)ForQuestionAnswering$/, 'AutoModelForVisualQuestionAnswering'],
  [/TapasForQuestionAnswering$/, 'AutoModelForTableQuestionAnswering'],
  [/ForQuestionAnswering(Simple)?$/, 'AutoModelForQuestionAnswering'],
  [/ForMultipleChoice$/, 'AutoModelForMultipleChoice'],
  [/VideoClassification$|VideoMAEForVideoClassification$/, 'AutoModelForVideoClassification'],
  [/ForImageClassification(WithTeacher)?$/, 'AutoModelForImageClassification'],
  [/(Owl\w*|GroundingDino)ForObjectDetection$/, 'AutoModelForZeroShotObjectDetection'],
  [/ForObjectDetection$/, 'AutoModelForObjectDetection'],
  [/ForSemanticSegmentation$/, 'AutoModelForSemanticSegmentation'],
  [
    /(ForUniversalSegmentation|ForInstanceSegmentation|ForSegmentation)$/,
    'AutoModelForImageSegmentation',
  ],
  [/ForDepthEstimation$/, 'AutoModelForDepthEstimation'],
  [/ForImageSuperResolution$/, 'AutoModelForImageToImage'],
  [/ForKeypointDetection$/, 'AutoModelForKeypointDetection'],
  [/ForCTC$/, 'AutoModelForCTC'],
  [
    /(Speech\w*|Whisper|Moonshine)ForConditionalGeneration$|SpeechSeq2Seq$|ForSpeechToText$/,
    'AutoModelForSpeechSeq2Seq',
  ],
  [/ForTextToSpeech$|^Vits|^Bark|^Musicgen/, 'AutoModelForTextToWaveform'],
  [/^(CLIP|Siglip2?|Align|AltCLIP|ChineseCLIP)Model$/, 'AutoModelForZeroShotImageClassification'],
  [/^SamModel$/, 'AutoModelForMaskGeneration'],
  [/(MTModel)$/, 'AutoModelForSeq2SeqLM'],
  [/ForPrediction$/, 'AutoModelForTimeSeriesPrediction'],
];

/** What the Hub computes of `config.json`: the auto class and the processor to load. */
export const transformersInfoOf = (
  config: Readonly<Record<string, unknown>>,
  task: string | null,
): TransformersInfo | null => {
  const architectures: unknown = config['architectures'];
  const first: unknown = Array.isArray(architectures) ? architectures[0] : undefined;
  if (typeof first !== 'string') return null;
  const sees =
    isObject(config['vision_config']) || /^(Blip|Git|Pix2Struct|Llava|Qwen\d?_?\d?VL)/.test(first);
  const auto_model = autoClass(first, sees, task);
  const map = config['auto_map'];
  return {
    auto_model,
    ...(task === null ? {} : { pipeline_tag: task }),
    processor: processorOf(auto_model, task),
    ...(isObject(map) ? { custom_class: first } : {}),
  };
};

const autoClass = (architecture: string, sees: boolean, task: string | null): string => {
  if (task === 'audio-classification' && architecture.endsWith('ForSequenceClassification')) {
    return 'AutoModelForAudioClassification';
  }
  for (const [ending, name] of ENDINGS) if (ending.test(architecture)) return name;
  if (architecture.endsWith('ForConditionalGeneration')) {
    return sees ? 'AutoModelForImageTextToText' : 'AutoModelForSeq2SeqLM';
  }
  return 'AutoModel';
};

const processorOf = (auto: string, task: string | null): string => {
  if (
    /ImageTextToText|VisualQuestion|ZeroShot|SpeechSeq2Seq|TextToWaveform|DocumentQuestion|MaskGeneration/.test(
      auto,
    )
  ) {
    return 'AutoProcessor';
  }
  if (
    /Image|Object|Segmentation|Depth|Keypoint|Video/.test(auto) ||
    task === 'image-feature-extraction'
  ) {
    return 'AutoImageProcessor';
  }
  if (auto === 'AutoModelForCTC') return 'AutoProcessor';
  if (auto === 'AutoModelForAudioClassification') return 'AutoFeatureExtractor';
  return 'AutoTokenizer';
};
