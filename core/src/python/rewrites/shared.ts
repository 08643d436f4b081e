/** Where facts of the table come from. */
export const RUN =
  'run on 2026-11-23 with transformers 5.18.0, torch 2.13.0 (CPU), sentence-transformers 6.0.1';
export const GUIDE = 'transformers MIGRATION_GUIDE_V5.md';
export const WHEEL = 'names of the transformers 5.18.0 wheel';

/** `Model.from_pretrained` and its like, not tokenizers, processors and configurations. */
export const LOADS_MODEL =
  /^(?:transformers|diffusers|peft)\.(?:[\w.]+\.)?\w*(?<!Tokenizer|TokenizerFast|Processor|ProcessorFast|FeatureExtractor|Config|Scheduler)\.from_pretrained$/;
export const LOADS_TRANSFORMERS = /^transformers\.(?:[\w.]+\.)?\w+\.from_pretrained$/;
export const LOADS_HELPER =
  /(?:Tokenizer|TokenizerFast|Processor|ProcessorFast|FeatureExtractor|Config|Scheduler)\.from_pretrained$/;
export const LOADS = /\.from_pretrained$/;
export const PIPELINE = /^transformers\.(?:pipelines\.)?pipeline$/;
export const PIPELINE_OR_CALL = /^transformers\.(?:pipelines\.)?pipeline(?:\(\))?$/;
export const GENERATES = /\.generate$/;
