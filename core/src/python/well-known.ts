import { DISTRIBUTIONS } from './distributions.ts';

/** Modules that install under their own name, and that nobody takes for a file of their own. */
const OWN_NAME: ReadonlySet<string> = new Set(
  `accelerate aiohttp albumentations anthropic asteroid datasets deepspeed diffusers einops espnet2
  evaluate fastai fastapi flair gradio gradio_client gymnasium httpx huggingface_hub ipywidgets jax
  joblib keras kornia langchain librosa lightgbm lightning litellm matplotlib mlx networkx nltk numba
  numpy onnx onnxruntime openai openvino optimum pandas peft plotly polars psutil pyarrow pydantic
  pydub quanto requests rich sacremoses safetensors scipy seaborn sentencepiece setfit shap skops
  spacy speechbrain statsmodels streamlit sympy tensorflow tiktoken timm tokenizers torch torchaudio
  torchvision tqdm transformers trl ultralytics unsloth uvicorn vllm wandb xgboost`
    .trim()
    .split(/\s+/),
);

/** True for modules whose distribution is beyond doubt. */
export const isWellKnown = (top: string): boolean =>
  OWN_NAME.has(top) || Object.hasOwn(DISTRIBUTIONS, top);
