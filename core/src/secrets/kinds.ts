import type { SecretKind } from './kind.ts';
import { looksRandom, WEAK_PASSWORD } from './looks.ts';
import { TOLD } from './told.ts';

/** No letter, digit, `_` or `-` may follow: `\b` would fail after a last `-`, `+` or `/`. */
export const KINDS: readonly SecretKind[] = [
  {
    kind: 'alacard',
    signs: ['alacard_'],
    pattern: /\balacard_(?:pat|manage|owner)_[A-Za-z0-9_-]{40,}/g,
    prefix: /^alacard_[a-z]+_/,
  },
  {
    kind: 'huggingface',
    signs: ['hf_'],
    pattern: /\bhf_(?:[A-Za-z]{34}(?![A-Za-z0-9_])|oauth_[A-Za-z0-9_.-]{30,})/g,
    prefix: /^hf_(?:oauth_)?/,
  },
  {
    // OpenAI, Anthropic (sk-ant-), OpenRouter (sk-or-v1-) and their kin.
    kind: 'openai-style',
    signs: ['sk-'],
    pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,}/g,
    prefix: /^sk-(?:proj-|svcacct-|admin-|ant-|or-v1-)?/,
    // Classes of style sheets begin like that, too: `sk-toggleable__label-arrow`.
    accept: looksRandom,
  },
  {
    kind: 'github',
    signs: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})/g,
    prefix: /^(?:gh[pousr]_|github_pat_)/,
  },
  {
    kind: 'aws-id',
    signs: ['akia', 'asia', 'abia', 'acca'],
    pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/g,
    prefix: /^A[A-Z]{3}/,
    // Of real ones, one in five thousand has less than 3 bits.
    minEntropy: 2.2,
  },
  {
    kind: 'aws-secret',
    signs: ['aws'],
    pattern: /aws_?secret_?access_?key["'\]\s:=]{1,6}([A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])/gi,
    prefix: /^/,
  },
  {
    kind: 'supabase',
    signs: ['sb_secret_', 'sbp_'],
    pattern: /\b(?:sb_secret_[A-Za-z0-9_-]{20,}|sbp_[a-f0-9]{40}(?![A-Za-z0-9]))/g,
    prefix: /^(?:sb_secret_|sbp_)/,
  },
  {
    // Among them the service_role keys of Supabase.
    kind: 'jwt',
    signs: ['eyj'],
    // Begins where nothing of a token stands before: "-eyJ-eyJ…" would be read again from each.
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/g,
    prefix: /^eyJ/,
  },
  {
    kind: 'google',
    signs: ['aiza'],
    pattern: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g,
    prefix: /^AIza/,
  },
  { kind: 'groq', signs: ['gsk_'], pattern: /\bgsk_[A-Za-z0-9]{40,}/g, prefix: /^gsk_/ },
  {
    kind: 'replicate',
    signs: ['r8_'],
    pattern: /\br8_[A-Za-z0-9]{37}(?![A-Za-z0-9])/g,
    prefix: /^r8_/,
  },
  { kind: 'pinecone', signs: ['pcsk_'], pattern: /\bpcsk_[A-Za-z0-9_]{40,}/g, prefix: /^pcsk_/ },
  {
    kind: 'slack',
    signs: ['xox'],
    pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{20,}/g,
    prefix: /^xox[a-z]-/,
  },
  { kind: 'nvidia', signs: ['nvapi-'], pattern: /\bnvapi-[A-Za-z0-9_-]{40,}/g, prefix: /^nvapi-/ },
  {
    kind: 'npm',
    signs: ['npm_'],
    pattern: /\bnpm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g,
    prefix: /^npm_/,
  },
  { kind: 'pypi', signs: ['pypi-'], pattern: /\bpypi-[A-Za-z0-9_-]{50,}/g, prefix: /^pypi-/ },
  { kind: 'gitlab', signs: ['glpat-'], pattern: /\bglpat-[A-Za-z0-9_-]{20,}/g, prefix: /^glpat-/ },
  {
    kind: 'stripe',
    signs: ['k_live_'],
    pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}/g,
    prefix: /^[rs]k_live_/,
  },
  {
    kind: 'private-key',
    signs: ['-----begin '],
    pattern: /-----BEGIN (?:[A-Z]{1,20} ){0,4}PRIVATE KEY-----/g,
    prefix: /^-----BEGIN /,
    minEntropy: 0,
  },
  {
    kind: 'database-url',
    signs: ['://'],
    pattern:
      /\b(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|rediss?|amqps?):\/\/[^\s:@/"']{0,64}:([^\s@"']{6,128})@[^\s"'/]{3,}/g,
    prefix: /^/,
    minEntropy: 0,
    accept: (password) => !WEAK_PASSWORD.test(password) && !/^[<{$%[]/.test(password),
  },
  {
    kind: 'huggingface-organisation',
    signs: ['api_org_'],
    pattern: /\bapi_org_[A-Za-z]{34}(?![A-Za-z0-9_])/g,
    prefix: /^api_org_/,
  },
  {
    kind: 'wandb',
    signs: ['wandb'],
    pattern: /\bwandb_v1_[A-Za-z0-9_-]{40,}/g,
    prefix: /^wandb_v1_/,
  },
  {
    kind: 'wandb',
    signs: ['wandb'],
    pattern:
      /\bwandb(?:_api_key["'\]]{0,2}[\s:=]{1,6}|\.login\([^()\n]{0,80}?(?:key[ ]{0,2}=[ ]{0,2})?)["']?([0-9a-f]{40})(?![0-9A-Za-z])/gi,
    prefix: /^/,
  },
  {
    kind: 'slack-webhook',
    signs: ['hooks.slack.com'],
    pattern: /\bhooks\.slack\.com\/(?:services|workflows)\/([A-Za-z0-9_/]{30,})/g,
    prefix: /^/,
  },
  {
    kind: 'discord-webhook',
    signs: ['/api/webhooks/'],
    pattern: /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/([A-Za-z0-9_-]{50,})/g,
    prefix: /^/,
  },
  {
    kind: 'discord-bot',
    signs: ['.'],
    pattern: /(?<![\w.-])[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,40}(?![\w.-])/g,
    prefix: /^/,
    accept: looksRandom,
  },
  {
    kind: 'telegram',
    signs: [':'],
    pattern: /(?<![\w:/])\d{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g,
    prefix: /^\d+:/,
    accept: looksRandom,
  },
  {
    kind: 'sendgrid',
    signs: ['sg.'],
    pattern: /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g,
    prefix: /^SG\./,
  },
  { kind: 'twilio', signs: ['sk'], pattern: /\bSK[0-9a-f]{32}(?![0-9A-Za-z])/g, prefix: /^SK/ },
  {
    kind: 'mailgun',
    signs: ['key-'],
    pattern: /\bkey-[0-9a-f]{32}(?![0-9A-Za-z])/g,
    prefix: /^key-/,
  },
  {
    kind: 'databricks',
    signs: ['dapi'],
    pattern: /\bdapi[0-9a-f]{32}(?:-\d)?(?![0-9A-Za-z])/g,
    prefix: /^dapi/,
  },
  {
    kind: 'digitalocean',
    signs: ['_v1_'],
    pattern: /\bdo[oprt]_v1_[0-9a-f]{64}(?![0-9A-Za-z])/g,
    prefix: /^do[oprt]_v1_/,
  },
  { kind: 'perplexity', signs: ['pplx-'], pattern: /\bpplx-[A-Za-z0-9]{40,}/g, prefix: /^pplx-/ },
  {
    kind: 'tavily',
    signs: ['tvly-'],
    pattern: /\btvly-(?:dev-|prod-)?[A-Za-z0-9_-]{20,}/g,
    prefix: /^tvly-(?:dev-|prod-)?/,
    accept: looksRandom,
  },
  {
    kind: 'jina',
    signs: ['jina_'],
    pattern: /\bjina_[0-9a-f]{32}[A-Za-z0-9_-]{20,}/g,
    prefix: /^jina_/,
  },
  {
    kind: 'notion',
    signs: ['ntn_', 'secret_'],
    pattern: /\b(?:ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{43})(?![A-Za-z0-9])/g,
    prefix: /^(?:ntn_|secret_)/,
  },
  {
    kind: 'airtable',
    signs: ['pat'],
    pattern: /\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}(?![0-9A-Za-z])/g,
    prefix: /^pat/,
  },
  {
    kind: 'ngrok',
    signs: ['ngrok', 'authtoken'],
    pattern:
      /\b(?:ngrok|authtoken)\b[^\n]{0,60}?["'\s=(]([0-9][A-Za-z0-9]{20,32}_[A-Za-z0-9]{15,30})(?![A-Za-z0-9_])/gi,
    prefix: /^/,
  },
  {
    kind: 'modal',
    signs: ['ak-', 'as-'],
    pattern: /(?<![\w-])a[ks]-[A-Za-z0-9]{22}(?![\w-])/g,
    prefix: /^a[ks]-/,
    accept: looksRandom,
  },
  {
    kind: 'google-oauth',
    signs: ['ya29.', 'gocspx-'],
    pattern: /\b(?:ya29\.[A-Za-z0-9_-]{40,}|GOCSPX-[A-Za-z0-9_-]{28})/g,
    prefix: /^(?:ya29\.|GOCSPX-)/,
  },
  {
    kind: 'webhook-secret',
    signs: ['whsec_'],
    pattern: /\bwhsec_[A-Za-z0-9+/=]{24,}/g,
    prefix: /^whsec_/,
  },
  {
    kind: 'azure-account',
    signs: ['accountkey='],
    pattern: /\bAccountKey=([A-Za-z0-9+/]{86}==)/g,
    prefix: /^/,
  },
  {
    kind: 'kaggle',
    signs: ['username'],
    pattern:
      /["']username["']\s{0,4}:\s{0,4}["'][^"'\n]{1,64}["']\s{0,4},\s{0,4}["']key["']\s{0,4}:\s{0,4}["']([0-9a-f]{32})["']/g,
    prefix: /^/,
  },
  ...TOLD,
];
