import { REFUSED_CALLS, type RefusedCall } from '../library/calls.ts';
import type { Finding } from '../findings/finding.ts';
import { reason } from '../findings/example.ts';
import type { CodeIndex } from '../rules/code-index.ts';
import { lineAt } from './types.ts';

/** What no example may do, whichever library it is about; those of libraries stand on the shelf (`refused`). */
const CALLS: readonly RefusedCall[] = [
  {
    calls: /^(?:eval|exec|compile|__import__|globals|locals|vars)$/,
    code: 'runs-text',
    why: 'It evaluates text as code or reaches into the interpreter.',
  },
  {
    calls:
      /^os\.(?:system|popen|exec\w*|spawn\w*|remove|unlink|rmdir|kill|fork)$|^subprocess\.|^shutil\.|^pty\./,
    code: 'runs-programs',
    why: 'It runs other programs or deletes files.',
  },
  { calls: /^pickle\.loads?$/, code: 'example-foreign-code', why: 'It loads code from elsewhere.' },
  {
    calls: /^(?:input|getpass\.getpass)$/,
    code: 'waits-for-input',
    why: 'It waits for somebody to type.',
  },
  { calls: /^open$/, code: 'needs-file', why: 'It reads a file that you do not have.' },
  {
    calls: /^(?:requests|urllib|httpx|aiohttp)\.|^urlopen$/,
    code: 'needs-network',
    why: 'It fetches something from the network.',
  },
  {
    calls:
      /\.(?:fit|partial_fit|learn|push_to_hub|train_new_from_iterator|save_pretrained)$|(?:^|\.)evaluate$/,
    code: 'training',
    why: 'It trains or publishes a model instead of using one.',
  },
  {
    calls: /(?:^|\.)(?:launch|serve|run_app|serve_forever|mainloop)$/,
    code: 'server',
    why: 'It starts a server and does not return.',
  },
  {
    calls:
      /^os\.(?:listdir|walk|scandir|chdir|environ\.__setitem__)$|^glob\.|\.(?:read_text|read_bytes|iterdir)$/,
    code: 'needs-file',
    why: 'It reads files that you do not have.',
  },
];

/** Calls that an example of a card may not make. */
export const callReasons = (index: CodeIndex): Finding[] =>
  index.calls.flatMap((call) =>
    [...CALLS, ...REFUSED_CALLS]
      .filter(({ calls }) => calls.test(call.qualified))
      .map(({ code, why }) => reason(code, why, lineAt(index.source, call.node.from))),
  );
