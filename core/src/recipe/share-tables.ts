import type { DifficultyId } from '../deck/shapes.ts';

/**
 * The cards of the first release, whose codes are the shortest. Codes are kept
 * in links and notebooks for years, so these tables stay as they are. Cards that
 * came later need no row: their ids are written out.
 */

export const COMPONENT_CODES: readonly string[] = [
  'chat',
  'completion',
  'streaming',
  'batch',
  'api',
  'gradio',
  'streamlit',
];

/** Two bits of the code: there is room for one more. */
export const DIFFICULTY_CODES: readonly DifficultyId[] = ['beginner', 'intermediate', 'advanced'];

export const TOPIC_CODES: readonly string[] = [
  'sourdough',
  'game-development',
  'data-analysis',
  'creative-writing',
  'business',
  'healthcare',
  'legal',
  'education',
];

export const PACK_CODES: readonly string[] = [
  'first-steps',
  'warm-up',
  'daily-work',
  'second-look',
  'story-time',
  'wild-cards',
  'careful-advice',
  'class-and-counter',
];

/**
 * Preset dictionary of the compressor: text that model ids are made of. Deflate
 * counts from its end, so it may only grow at the front, up to 32 KiB.
 */
export const DICTIONARY: string = [
  // Parts of ids, the common ones last.
  'timm/ google-t5/ openai-community/ FacebookAI/ EleutherAI/ nvidia/ ibm-granite/ mistralai/ tiiuae/',
  'bartowski/ unsloth/ mlx-community/ TheBloke/ lmstudio-community/ stabilityai/ black-forest-labs/',
  'deepseek-ai/DeepSeek-R1-Distill-Qwen- meta-llama/Llama-3.2- meta-llama/Llama-3.1- mistralai/Mistral-7B-',
  'Qwen/Qwen3- Qwen/Qwen2.5-Coder- Qwen/Qwen2.5-VL- google/gemma-3- microsoft/Phi-4- openai/gpt-oss-20b',
  'openai/whisper-large-v3-turbo openai/clip-vit-base-patch32 facebook/bart-large-cnn facebook/bart-large-mnli',
  'google-bert/bert-base-multilingual-uncased FacebookAI/xlm-roberta-base google/flan-t5-base',
  'stabilityai/stable-diffusion-xl-base-1.0 black-forest-labs/FLUX.1-schnell intfloat/multilingual-e5-',
  'Helsinki-NLP/opus-mt- cardiffnlp/twitter-roberta- -large-multilingual-cased-finetuned- -GGUF -AWQ -GPTQ',
  '-it-qat- -chat-hf -thinking-2507 -Instruct-v0.3 -1B-7B-8B-3B-Instruct -base-uncased -small-en -large-v2 -mini-4k-instruct',
  // The curated models, as the deck was first printed.
  'unitary/toxic-bert papluca/xlm-roberta-base-language-detection',
  'mrm8488/distilroberta-finetuned-financial-news-sentiment-analysis',
  'elastic/distilbert-base-uncased-finetuned-conll03-english dslim/distilbert-NER deepset/minilm-uncased-squad2',
  'deepset/tinyroberta-squad2 distilbert/distilbert-base-cased-distilled-squad cross-encoder/nli-deberta-v3-small',
  'MoritzLaurer/xtremedistil-l6-h256-zeroshot-v1.1-all-33 MoritzLaurer/deberta-v3-base-zeroshot-v2.0',
  'Helsinki-NLP/opus-mt-en-it Helsinki-NLP/opus-mt-en-es Helsinki-NLP/opus-mt-en-fr Helsinki-NLP/opus-mt-en-de',
  'sshleifer/distilbart-xsum-12-1 sshleifer/distilbart-cnn-6-6 Falconsai/text_summarization facebook/bart-base',
  'Snowflake/snowflake-arctic-embed-s intfloat/e5-small-v2 thenlper/gte-small BAAI/bge-small-en-v1.5',
  'sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2 sentence-transformers/all-mpnet-base-v2',
  'cross-encoder/ms-marco-TinyBERT-L2-v2 cross-encoder/ms-marco-MiniLM-L12-v2 cross-encoder/ms-marco-MiniLM-L6-v2',
  'EleutherAI/pythia-70m distilbert/distilgpt2 openai-community/gpt2 albert/albert-base-v2 distilbert/distilroberta-base',
  'answerdotai/ModernBERT-base distilbert/distilbert-base-uncased FacebookAI/roberta-base google-bert/bert-base-uncased',
  'google/tapas-mini-finetuned-wtq google/tapas-small-finetuned-wtq google/tapas-base-finetuned-wtq',
  'distil-whisper/distil-small.en facebook/wav2vec2-base-960h openai/whisper-base openai/whisper-tiny',
  'superb/hubert-base-superb-er superb/wav2vec2-base-superb-ks MIT/ast-finetuned-audioset-10-10-0.4593',
  'laion/clap-htsat-unfused microsoft/speecht5_tts timm/mobilenetv3_small_100.lamb_in1k timm/resnet18.a1_in1k',
  'microsoft/swin-tiny-patch4-window7-224 facebook/convnext-tiny-224 microsoft/resnet-18 microsoft/resnet-50',
  'google/vit-base-patch16-224 PekingU/rtdetr_r18vd facebook/detr-resnet-50 hustvl/yolos-small hustvl/yolos-tiny',
  'openmmlab/upernet-convnext-tiny facebook/detr-resnet-50-panoptic Intel/dpt-hybrid-midas',
  'LiheYoung/depth-anything-small-hf depth-anything/Depth-Anything-V2-Small-hf microsoft/git-base',
  'nlpconnect/vit-gpt2-image-captioning Salesforce/blip-image-captioning-base dandelin/vilt-b32-finetuned-vqa',
  'impira/layoutlm-document-qa laion/CLIP-ViT-B-32-laion2B-s34B-b79K wkcn/TinyCLIP-ViT-8M-16-Text-3M-YFCC15M',
  'patrickjohncyh/fashion-clip google/siglip-base-patch16-224 IDEA-Research/grounding-dino-tiny',
  'google/owlv2-base-patch16-ensemble google/owlvit-base-patch32 google/vit-base-patch16-224-in21k',
  'facebook/dinov2-base facebook/dinov2-small caidas/swin2SR-lightweight-x2-64 caidas/swin2SR-classical-sr-x2-64',
  'google/ddpm-cifar10-32 HuggingFaceTB/SmolVLM-256M-Instruct facebook/sam-vit-base Zigeng/SlimSAM-uniform-77',
  'google/vivit-b-16x2-kinetics400 amazon/chronos-t5-tiny amazon/chronos-bolt-small amazon/chronos-bolt-tiny',
  'nlptown/bert-base-multilingual-uncased-sentiment SamLowe/roberta-base-go_emotions',
  'cardiffnlp/twitter-roberta-base-sentiment-latest deepset/roberta-base-squad2 dslim/bert-base-NER google-t5/t5-small',
  'distilbert/distilbert-base-uncased-finetuned-sst-2-english sentence-transformers/all-MiniLM-L6-v2 Qwen/Qwen3-0.6B',
  'Qwen/Qwen2.5-0.5B-Instruct HuggingFaceTB/SmolLM2-360M-Instruct HuggingFaceTB/SmolLM2-135M-Instruct',
].join(' ');
