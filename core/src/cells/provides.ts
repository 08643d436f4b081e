import { own } from '../text/own.ts';
import { canonical, distributionFor, libraryOfDistribution } from '../library/distributions.ts';
import { distributionOf } from './installs.ts';

/** Distributions that bring the same modules as another: builds for a machine, former names. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  beautifulsoup4: ['bs4'],
  pillow: ['pil', 'pillow-simd'],
  'scikit-learn': ['sklearn', 'scikit-learn-intelex'],
  'opencv-python': ['opencv-contrib-python', 'cv2', 'opencv'],
  pyyaml: ['yaml'],
  'openai-whisper': ['whisper'],
  'haystack-ai': ['farm-haystack', 'haystack'],
  'umap-learn': ['umap'],
  torch: ['pytorch', 'pytorch-cpu', 'pytorch-gpu'],
  tensorflow: ['tf-nightly', 'tensorflow-intel', 'tensorflow-macos'],
  jupyter: ['notebook', 'jupyterlab'],
  'python-dotenv': ['dotenv'],
  'gradio-client': ['gradio'],
};
/** What a build or an edition adds to the name of a distribution. */
const EDITION =
  /-(?:gpu|cpu|headless|binary|client|nightly|simd|lite|light|core|base|cu\d+|rocm[\d-]*)(?:-cu\d+)?$/;
const plain = (name: string): string => name.replace(EDITION, '').replace(EDITION, '');

/** Packages so many others depend on that one nobody knows may have brought them. */
const OFTEN_BROUGHT = new Set(
  `numpy pandas scipy scikit-learn matplotlib pillow tqdm requests packaging pyyaml torch torchvision
  torchaudio transformers datasets tokenizers accelerate huggingface-hub safetensors sentencepiece
  sentence-transformers pydantic httpx openai tiktoken opencv-python librosa soundfile peft einops
  evaluate diffusers timm gradio fastapi aiohttp bitsandbytes nltk spacy joblib ipywidgets
  beautifulsoup4 lxml seaborn plotly networkx protobuf wandb trl xformers psutil regex`.split(
    /\s+/,
  ),
);

/**
 * Whether a module's distribution is there after the install lines of a notebook ran.
 * @param installed what they name and what that is known to bring; `named`: what they name.
 */
export function isProvided(
  module: string,
  distribution: string,
  installed: ReadonlySet<string>,
  named: readonly string[],
): boolean {
  const name = distributionOf(distribution);
  const top = canonical(module.split('.')[0] ?? module);
  const others = own(SAME, name) ?? [];
  if ([name, top, ...others].some((one) => installed.has(one))) return true;
  const wanted = new Set([plain(name), plain(top)]);
  if ([...installed].some((one) => wanted.has(plain(one)))) return true;
  return (
    OFTEN_BROUGHT.has(name) && named.some((one) => !libraryOfDistribution(one) && !isSmall(one))
  );
}

/** What is no package of its own: an extra, a tool of the set-up. */
const isSmall = (name: string): boolean =>
  /^(?:pip|setuptools|wheel|uv|ninja|packaging|ipykernel|python|hf-transfer|cmake|jedi|git|nb-black)$/.test(
    name,
  ) || distributionFor(name.replaceAll('-', '_')) === null;
