import { LOADS, PIPELINE, RUN } from './shared.ts';
import type { Rewrite } from './types.ts';

const TAKES_TOKEN =
  /\.from_pretrained$|^transformers\.pipeline$|^huggingface_hub\.\w+$|^datasets\.load_dataset$|^sentence_transformers\.\w+$/;

/** What huggingface_hub removed, and tokens that code should not carry. */
export const HUB: readonly Rewrite[] = [
  {
    id: 'huggingface-hub-use-auth-token',
    library: 'huggingface_hub',
    since: '1.0.0',
    match: { on: 'keyword', calls: TAKES_TOKEN, keyword: 'use_auth_token' },
    action: { do: 'drop' },
    message:
      'use_auth_token is gone; the token of "hf auth login" or HF_TOKEN is used without being asked for.',
    source: RUN,
  },
  {
    id: 'huggingface-hub-token-true',
    library: 'huggingface_hub',
    since: '1.0.0',
    match: {
      on: 'keyword',
      calls: TAKES_TOKEN,
      keyword: 'token',
      value: /^(?:True|["'][^"']*["'])$/,
    },
    action: { do: 'drop' },
    kind: 'preference',
    message:
      'A token does not belong into code; the one of "hf auth login" or HF_TOKEN is used without being asked for.',
    source: RUN,
  },
  {
    id: 'huggingface-hub-resume-download',
    library: 'huggingface_hub',
    since: '1.0.0',
    match: {
      on: 'keyword',
      calls: /\.from_pretrained$|^huggingface_hub\.\w+$/,
      keyword: 'resume_download',
    },
    action: { do: 'drop' },
    message: 'resume_download is gone; downloads always resume.',
    source: RUN,
  },
  {
    id: 'huggingface-hub-local-files-only',
    library: 'huggingface_hub',
    since: '0.1.0',
    match: { on: 'keyword', calls: LOADS, keyword: 'local_files_only', value: /^True$/ },
    action: { do: 'drop' },
    kind: 'preference',
    message: 'local_files_only fails on a machine that does not have the model yet.',
    source: RUN,
  },
  {
    id: 'huggingface-hub-cache-dir',
    library: 'huggingface_hub',
    since: '0.1.0',
    match: { on: 'keyword', calls: LOADS, keyword: 'cache_dir' },
    action: { do: 'drop' },
    kind: 'preference',
    message: "The usual cache is used, not a folder of the author's machine.",
    source: 'huggingface_hub documentation, HF_HOME',
  },
  {
    id: 'huggingface-hub-login',
    library: 'huggingface_hub',
    since: '0.1.0',
    match: {
      on: 'call',
      calls: { callee: /^huggingface_hub\.(?:notebook_login|login|interpreter_login)$/ },
    },
    action: { do: 'drop' },
    kind: 'preference',
    message: 'Signing in waits for somebody to type; run "hf auth login" once instead.',
    source: RUN,
  },
  {
    id: 'huggingface-hub-removed',
    library: 'huggingface_hub',
    since: '1.0.0',
    match: {
      on: 'name',
      module: 'huggingface_hub',
      names:
        /^(?:cached_download|Repository|InferenceApi|HfFolder|from_pretrained_keras|push_to_hub_keras|hf_hub_url_to_filename)$/,
    },
    action: { do: 'refuse' },
    message: 'This is gone from huggingface_hub 1.0.',
    source: 'names of huggingface_hub 1.33.0',
  },
  {
    id: 'huggingface-hub-pipeline-token',
    library: 'huggingface_hub',
    since: '1.0.0',
    match: { on: 'keyword', calls: PIPELINE, keyword: 'api_key' },
    action: { do: 'drop' },
    kind: 'preference',
    message: 'A token does not belong into code.',
    source: RUN,
  },
];
