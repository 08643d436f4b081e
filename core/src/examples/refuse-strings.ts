import { reason } from '../findings/example.ts';
import type { Finding } from '../findings/finding.ts';
import { stringValue } from '../python/string-value.ts';
import { textOf, type SyntaxNode } from '../python/syntax.ts';
import type { CodeIndex, PythonCall } from '../rules/code-index.ts';
import { lineAt } from './types.ts';

const MEDIA =
  /\.(?:wav|mp3|flac|ogg|m4a|mp4|avi|mov|jpe?g|png|gif|webp|bmp|tiff?|csv|tsv|txt|pdf|xlsx?|npy|npz|pth?|ckpt|bin|onnx|model|arpa)$/i;
/** Keywords and callees that take a file of the model's own repository, or write one. */
const FILE_KEYWORDS =
  /^(?:filename|weight_name|subfolder|gguf_file|variant|config_file|image_processor_filename)$/;
const WRITES =
  /\.(?:save|savefig|to_csv|write|export)$|export_to_\w+$|hf_hub_download$|snapshot_download$/;

const PLACEHOLDER =
  /^(?:\.\.\.|…|x{3,}|todo)$|\byour[_ -](?:model|token|api|text|input|image|prompt|path|file|own|question|sentence|audio|key|hf|username|repo)|^YOUR_|<[a-z]+(?:[ _-](?:to|be|your|path|here|text|token|name|file|image|dir|id|goes))+[\w -]*>|\bpath\/to\b|^hf_x+|more information needed|\b(?:insert|enter|put|paste|type) (?:your|text|the|any)\b|^\/(?:home|data|mnt|content|root|tmp|Users)\//i;

const isWriteOrRepositoryFile = (call: PythonCall, name: string | null): boolean =>
  WRITES.test(call.qualified) || (name !== null && FILE_KEYWORDS.test(name));

const readsNoFile = (call: PythonCall): boolean =>
  /^print$|\.(?:format|split|replace|join|endswith)$/.test(call.qualified);

/** The innermost call a node is an argument of. */
const enclosingCall = (index: CodeIndex, node: SyntaxNode): PythonCall | undefined =>
  index.calls.filter(({ argList }) => argList.from <= node.from && node.to <= argList.to).at(-1);

const argumentName = (call: PythonCall, node: SyntaxNode): string | null =>
  call.args.find((one) => one.from <= node.from && node.to <= one.to)?.name ?? null;

/** Placeholders, addresses, tokens and files that an example names. */
export function stringReasons(index: CodeIndex): Finding[] {
  const found: Finding[] = [];
  for (const node of index.strings) {
    const value = stringValue(index.source, node) ?? textOf(index.source, node).slice(1, -1);
    const line = lineAt(index.source, node.from);
    if (PLACEHOLDER.test(value))
      found.push(
        reason(
          'example-placeholder',
          `${textOf(index.source, node).slice(0, 60)} has to be filled in first.`,
          line,
        ),
      );
    else if (/^https?:\/\//.test(value.trim()) && !/\s/.test(value.trim()))
      found.push(reason('needs-network', 'It fetches something from the network.', line));
    else if (/^(?:hf|sk|ghp|api)_[A-Za-z0-9]{16,}$/.test(value))
      found.push(reason('example-secret', 'It carries a token.', line));
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
