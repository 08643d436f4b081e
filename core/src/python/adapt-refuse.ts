import type { Finding } from '../finding.ts';
import { mayImport, NEEDS_GPU, OTHER_ENGINES } from './adapt-libraries.ts';
import { reachesOut } from './adapt-reach.ts';
import { lineAt, reason } from './adapt-types.ts';
import { stringValue, type Call, type CodeIndex } from './rewrites/code-index.ts';
import { TRANSFORMERS_CLASSES } from './rewrites/transformers-classes.ts';
import { childrenOf, textOf, type SyntaxNode } from './syntax.ts';

/** Calls no example may make: pattern over the callee with imports resolved, code, why. */
const CALLS: readonly (readonly [RegExp, string, string])[] = [
  [
    /^(?:eval|exec|compile|__import__|globals|locals|vars)$/,
    'runs-text',
    'It evaluates text as code or reaches into the interpreter.',
  ],
  [
    /^os\.(?:system|popen|exec\w*|spawn\w*|remove|unlink|rmdir|kill|fork)$|^subprocess\.|^shutil\.|^pty\./,
    'runs-programs',
    'It runs other programs or deletes files.',
  ],
  [
    /^torch\.hub\.|^pickle\.loads?$|^torch\.ops\.load/,
    'foreign-code',
    'It loads code from elsewhere.',
  ],
  [/^(?:input|getpass\.getpass)$/, 'waits-for-input', 'It waits for somebody to type.'],
  [
    /^open$|^numpy\.(?:load|loadtxt)$|^torch\.load$|\.load_state_dict$|^pandas\.read_\w+$|^(?:librosa|soundfile|torchaudio)\.(?:load|read)$/,
    'needs-file',
    'It reads a file that you do not have.',
  ],
  [/^(?:datasets\.)?load_dataset$/, 'needs-dataset', 'It downloads a data set.'],
  [
    /^(?:requests|urllib|httpx|aiohttp)\.|^urlopen$/,
    'needs-network',
    'It fetches something from the network.',
  ],
  [
    /\.(?:backward|fit|partial_fit|learn|push_to_hub|train_new_from_iterator|save_pretrained)$|(?:^|\.)(?:Trainer|TrainingArguments|Seq2SeqTrainer|Seq2SeqTrainingArguments|SFTTrainer|evaluate)$/,
    'training',
    'It trains or publishes a model instead of using one.',
  ],
  [
    /(?:^|\.)(?:launch|serve|run_app|serve_forever|mainloop)$|^uvicorn\.run$/,
    'server',
    'It starts a server and does not return.',
  ],
  [
    /BitsAndBytesConfig$|GPTQConfig$|AwqConfig$/,
    'gpu-only',
    'It uses quantised weights, which need a CUDA graphics card.',
  ],
  [
    /^torch\.cuda\.(?!is_available$|manual_seed|empty_cache$|device_count$)\w+/,
    'gpu-only',
    'It asks a CUDA graphics card for something.',
  ],
  [
    /^transformers\.\w*Rag[A-Z]\w*/,
    'needs-dataset',
    'It searches a data set that has to be downloaded first.',
  ],
  [
    /^transformers\.Auto\w+$/,
    'removed-api',
    'It makes an object of a class that only loads others.',
  ],
  [
    /wavfile\.write$|^(?:soundfile|torchaudio)\.(?:write|save)$/,
    'writes-file',
    'It writes a sound file, in a shape that not every version of the model gives.',
  ],
  [
    /^transformers\.(?:TimesFm|PatchTS)\w*\.from_pretrained$/,
    'version-bound',
    'It feeds a time-series model tensors whose type depends on the version.',
  ],
  [
    /^numpy\.random\.randn?$/,
    'random-input',
    'It feeds the model random numbers instead of an input.',
  ],
  [
    /^diffusers\.\w*(?:UNet|VQModel|AutoencoderKL|Transformer2D)\w*\.from_pretrained$/,
    'inner-parts',
    'It takes a diffusion pipeline apart, which changes between versions.',
  ],
  [
    /^os\.(?:listdir|walk|scandir|chdir|environ\.__setitem__)$|^glob\.|\.(?:read_text|read_bytes|iterdir)$/,
    'needs-file',
    'It reads files that you do not have.',
  ],
];

const MEDIA =
  /\.(?:wav|mp3|flac|ogg|m4a|mp4|avi|mov|jpe?g|png|gif|webp|bmp|tiff?|csv|tsv|txt|pdf|xlsx?|npy|npz|pth?|ckpt|bin|onnx|model|arpa)$/i;
/** Keywords and callees that take a file of the model's own repository, or write one. */
const FILE_KEYWORDS =
  /^(?:filename|weight_name|subfolder|gguf_file|variant|config_file|image_processor_filename)$/;
const WRITES =
  /\.(?:save|savefig|to_csv|write|export)$|export_to_\w+$|hf_hub_download$|snapshot_download$/;

const PLACEHOLDER =
  /^(?:\.\.\.|…|x{3,}|todo)$|\byour[_ -](?:model|token|api|text|input|image|prompt|path|file|own|question|sentence|audio|key|hf|username|repo)|^YOUR_|<[a-z]+(?:[ _-](?:to|be|your|path|here|text|token|name|file|image|dir|id|goes))+[\w -]*>|\bpath\/to\b|^hf_x+|more information needed|\b(?:insert|enter|put|paste|type) (?:your|text|the|any)\b|^\/(?:home|data|mnt|content|root|tmp|Users)\//i;

function importReasons(index: CodeIndex, library: string | null): Finding[] {
  return index.imports.flatMap((one): Finding[] => {
    const top = one.module.split('.')[0] ?? '';
    const line = lineAt(index.source, one.statement.from);
    if (one.module.startsWith('.'))
      return [reason('needs-file', 'It imports a file of its own repository.', line)];
    if (top === 'datasets') return [reason('needs-dataset', 'It downloads a data set.', line)];
    const engine = OTHER_ENGINES[top];
    if (engine && !mayImport(top, library))
      return [
        reason('other-engine', `It runs on ${engine}, not on this notebook's library.`, line),
      ];
    if (NEEDS_GPU.has(top))
      return [
        reason('gpu-only', `It needs ${top}, which works on CUDA graphics cards only.`, line),
      ];
    if (!mayImport(top, library))
      return [
        reason('unknown-library', `It imports ${top}, which this notebook does not set up.`, line),
      ];
    if (one.name === '*')
      return [reason('star-import', 'It imports everything a module has.', line)];
    if (one.module === 'transformers' && one.name && !isTransformersName(one.name)) {
      return [reason('unknown-class', `transformers has no ${one.name} any more.`, line)];
    }
    if (/^transformers\.(?!image_utils$|utils$|generation$|pipelines$)/.test(one.module)) {
      return [
        reason(
          'unknown-class',
          `It imports from ${one.module}, an inner module that moves between versions.`,
          line,
        ),
      ];
    }
    return [];
  });
}

const NAMES = new Map(
  Object.entries(TRANSFORMERS_CLASSES).map(([ending, names]) => [
    ending,
    new Set(names.split(' ')),
  ]),
);
const ALL_PREFIXES = new Set([...NAMES.values()].flatMap((names) => [...names]));

/** Does transformers 5.18 have this name? Tokenizers answer to their old names, with and without "Fast". */
export function isTransformersName(name: string): boolean {
  if (!/^[A-Z]/.test(name))
    return /^(?:pipeline|set_seed|logging|utils|is_\w+_available|models|image_utils|audio_utils)$/.test(
      name,
    );
  if (/Config$/.test(name))
    return name === 'GenerationConfig' || ALL_PREFIXES.has(name.slice(0, -6));
  for (const [ending, names] of NAMES) {
    if (name.endsWith(ending) && names.has(name.slice(0, name.length - ending.length))) return true;
  }
  const alias = /^(\w+?)(?:Tokenizer(?:Fast)?|ImageProcessor(?:Fast)?)$/.exec(name)?.[1];
  return alias !== undefined && ALL_PREFIXES.has(alias);
}

const isWriteOrRepositoryFile = (call: Call, name: string | null): boolean =>
  WRITES.test(call.qualified) || (name !== null && FILE_KEYWORDS.test(name));

const readsNoFile = (call: Call): boolean =>
  /^print$|\.(?:format|split|replace|join|endswith)$/.test(call.qualified);

/** The innermost call a node is an argument of. */
const enclosingCall = (index: CodeIndex, node: SyntaxNode): Call | undefined =>
  index.calls.filter(({ argList }) => argList.from <= node.from && node.to <= argList.to).at(-1);

const argumentName = (call: Call, node: SyntaxNode): string | null =>
  call.args.find((one) => one.from <= node.from && node.to <= one.to)?.name ?? null;

function stringReasons(index: CodeIndex): Finding[] {
  const found: Finding[] = [];
  for (const node of index.strings) {
    const value = stringValue(index.source, node) ?? textOf(index.source, node).slice(1, -1);
    const line = lineAt(index.source, node.from);
    if (PLACEHOLDER.test(value))
      found.push(
        reason(
          'placeholder',
          `${textOf(index.source, node).slice(0, 60)} has to be filled in first.`,
          line,
        ),
      );
    else if (/^https?:\/\//.test(value.trim()) && !/\s/.test(value.trim()))
      found.push(reason('needs-network', 'It fetches something from the network.', line));
    else if (/^(?:hf|sk|ghp|api)_[A-Za-z0-9]{16,}$/.test(value))
      found.push(reason('secret', 'It carries a token.', line));
  }
  for (const node of index.strings) {
    const text = stringValue(index.source, node);
    if (text === null || !MEDIA.test(text) || /\s/.test(text.trim())) continue;
    const call = enclosingCall(index, node);
    if (call && (readsNoFile(call) || isWriteOrRepositoryFile(call, argumentName(call, node))))
      continue;
    const isRead = call !== undefined || node.parent?.name === 'AssignStatement';
    if (isRead)
      found.push(
        reason(
          'needs-file',
          `It reads ${text.slice(0, 60)}, a file that you do not have.`,
          lineAt(index.source, node.from),
        ),
      );
  }
  return found;
}

function syntaxReasons(index: CodeIndex): Finding[] {
  const found: Finding[] = [];
  index.tree.iterate({
    enter: ({ name, node }) => {
      const line = (): number => lineAt(index.source, node.from);
      if (name === 'Ellipsis' && !isSlice(node))
        found.push(reason('placeholder', 'Part of it is left out with an ellipsis.', line()));
      if (name === 'WhileStatement') {
        const condition = childrenOf(node)[1];
        if (condition && /^(?:True|1)$/.test(textOf(index.source, condition)))
          found.push(reason('endless-loop', 'It loops without an end.', line()));
      }
      if (
        name === 'MemberExpression' &&
        /\[\s*["']sample["']\s*\]$/.test(textOf(index.source, node))
      ) {
        found.push(
          reason('old-tuples', 'It reads the pictures of a pipeline under an old name.', line()),
        );
      }
      if (name === 'AssignStatement' && unpacksOutput(index, node)) {
        found.push(
          reason(
            'old-tuples',
            'It takes the output of a model apart as a tuple, which it no longer is.',
            line(),
          ),
        );
      }
      if (name === 'AssignStatement' && /^os\.environ\[/.test(textOf(index.source, node))) {
        found.push(reason('sets-environment', 'It sets environment variables.', line()));
      }
    },
  });
  return found;
}

/** `scores, _ = model(…)`: a model's output gives its keys when it is unpacked. */
function unpacksOutput(index: CodeIndex, statement: SyntaxNode): boolean {
  const [target, comma] = childrenOf(statement);
  const value = statement.lastChild;
  if (comma?.name !== ',' && target?.name !== 'TupleExpression') return false;
  if (value?.name !== 'CallExpression') return false;
  const call = index.calls.find((one) => one.node.from === value.from && one.node.to === value.to);
  return (
    call !== undefined &&
    /(?<!Tokenizer|TokenizerFast|Processor)\.from_pretrained\(\)(?:\.(?:to|eval|cuda|half)\(\))*$/.test(
      call.qualified,
    )
  );
}

/** `x[..., 0]` is no placeholder. */
const isSlice = (node: SyntaxNode): boolean =>
  node.parent?.name === 'MemberExpression' ||
  (node.parent?.name === 'TupleExpression' && node.parent.parent?.name === 'MemberExpression');

/** Everything that keeps an example from standing in a notebook, whatever rewrites do. */
export function refusals(index: CodeIndex, library: string | null): Finding[] {
  const found = importReasons(index, library);
  for (const call of index.calls) {
    for (const [pattern, code, message] of CALLS) {
      if (pattern.test(call.qualified))
        found.push(reason(code, message, lineAt(index.source, call.node.from)));
    }
  }
  found.push(...stringReasons(index), ...syntaxReasons(index), ...reachesOut(index));
  for (const one of index.attributes) {
    const text = one.qualified;
    if (/__(?:class|subclasses|globals|builtins|bases)__/.test(text))
      found.push(
        reason(
          'runs-text',
          'It reaches into the interpreter.',
          lineAt(index.source, one.node.from),
        ),
      );
    if (/^transformers\.[A-Z]\w*$/.test(text) && !isTransformersName(text.slice(13))) {
      found.push(
        reason(
          'unknown-class',
          `transformers has no ${text.slice(13)} any more.`,
          lineAt(index.source, one.node.from),
        ),
      );
    }
  }
  return found;
}
