import { aboutNotebook } from '../../findings/notebook.ts';
import type { SecretMatch } from '../../secrets/find.ts';
import { pythonLiteral } from '../../python/literal.ts';
import { parsePython, textOf, type SyntaxNode } from '../../python/syntax.ts';
import { contentOf } from '../model-places.ts';
import type { CellEdit, CellFinding, Fix } from '../notebook.ts';
import type { CellReading, NotebookReading } from '../reading.ts';
import { secretsOf } from '../summary.ts';

/** Environment variables the issuers' own clients read. */
const VARIABLES: Readonly<Record<string, string>> = {
  alacard: 'ALACARD_TOKEN',
  huggingface: 'HF_TOKEN',
  'openai-style': 'OPENAI_API_KEY',
  github: 'GITHUB_TOKEN',
  'aws-id': 'AWS_ACCESS_KEY_ID',
  'aws-secret': 'AWS_SECRET_ACCESS_KEY',
  supabase: 'SUPABASE_KEY',
  google: 'GOOGLE_API_KEY',
  groq: 'GROQ_API_KEY',
  replicate: 'REPLICATE_API_TOKEN',
  pinecone: 'PINECONE_API_KEY',
  slack: 'SLACK_TOKEN',
  nvidia: 'NVIDIA_API_KEY',
  npm: 'NPM_TOKEN',
  pypi: 'PYPI_TOKEN',
  gitlab: 'GITLAB_TOKEN',
  stripe: 'STRIPE_API_KEY',
};

const variableOf = ({ kind, masked }: SecretMatch, target: string | null): string => {
  if (masked.startsWith('sk-ant-')) return 'ANTHROPIC_API_KEY';
  if (masked.startsWith('sk-or-')) return 'OPENROUTER_API_KEY';
  return (
    (Object.hasOwn(VARIABLES, kind) ? VARIABLES[kind] : undefined) ??
    target?.toUpperCase() ??
    'SECRET'
  );
};

/** The string literal whose whole content is the secret. */
function literalOf(python: string, secret: SecretMatch): SyntaxNode | null {
  const node = parsePython(python).resolveInner(secret.from, 1);
  if (node.name !== 'String' || node.parent?.name === 'ContinuedString') return null;
  const content = contentOf(python, node);
  return content?.from === secret.from && content.to === secret.to ? node : null;
}

/** Start of the first statement: an import above it comes before everything that runs. */
function firstStatement(python: string): number {
  let node = parsePython(python).topNode.firstChild;
  const isFirst = (at: SyntaxNode): boolean =>
    at.name === 'Comment' || /^from\s+__future__\b/.test(textOf(python, at));
  while (node && isFirst(node)) node = node.nextSibling;
  return node?.from ?? python.length;
}

/** The import a fix needs, where neither this cell nor one above has it. */
function importEdit(
  reading: NotebookReading,
  one: CellReading,
  bound: string,
  statement: string,
): CellEdit[] {
  const { python, separate } = one.summary;
  const above = reading.cells.slice(0, reading.cells.indexOf(one) + 1);
  const isKnown = (separate ? [one] : above.filter((cell) => !cell.summary.separate)).some((cell) =>
    cell.summary.scope.bound.has(bound),
  );
  if (isKnown || python === null) return [];
  const at = firstStatement(python);
  return [{ cell: one.cell.uri, from: at, to: at, text: `${statement}\n` }];
}

function fixesOf(reading: NotebookReading, one: CellReading, secret: SecretMatch): Fix[] {
  const { python } = one.summary;
  const literal = python === null ? null : literalOf(python, secret);
  if (python === null || !literal) return [];
  const statement = literal.parent?.name === 'AssignStatement' ? literal.parent : null;
  const target = statement?.firstChild ?? null;
  // `os.environ["HF_TOKEN"] = …` cannot be read from where it is about to be written.
  const fillsEnvironment = target !== null && /\benviron\b/.test(textOf(python, target));
  const name = target?.name === 'VariableName' ? textOf(python, target) : null;
  const variable = pythonLiteral(variableOf(secret, name));
  const replace = (text: string): CellEdit => ({
    cell: one.cell.uri,
    from: literal.from,
    to: literal.to,
    text,
  });
  const environment: Fix = {
    title: `Read it from the environment: os.environ[${variable}]`,
    preferred: true,
    edits: [...importEdit(reading, one, 'os', 'import os'), replace(`os.environ[${variable}]`)],
  };
  const ask: Fix = {
    title: 'Ask for it when the cell runs, with getpass',
    preferred: fillsEnvironment,
    edits: [
      ...importEdit(reading, one, 'getpass', 'from getpass import getpass'),
      replace(`getpass(${pythonLiteral(`${variableOf(secret, name)}: `)})`),
    ],
  };
  return fillsEnvironment ? [ask] : [environment, ask];
}

/** Tokens and keys in cells and in their outputs. */
export function secretFindings(
  reading: NotebookReading,
  outputs: ReadonlyMap<string, string>,
): CellFinding[] {
  return reading.cells.flatMap((one): CellFinding[] => {
    const { uri, text } = one.cell;
    const inCell = one.summary.secrets.map((secret): CellFinding => ({
      ...aboutNotebook('secret', { kind: secret.kind, masked: secret.masked }),
      cell: uri,
      from: secret.from,
      to: secret.to,
      fixes: fixesOf(reading, one, secret),
    }));
    const shown = secretsOf(outputs.get(uri) ?? '');
    const kinds = [...new Set(shown.map(({ kind, masked }) => `${kind}: ${masked}`))];
    if (kinds.length === 0) return inCell;
    const end = text.indexOf('\n');
    const output: CellFinding = {
      ...aboutNotebook('secret-in-output', { secrets: kinds }),
      cell: uri,
      from: 0,
      to: end < 0 ? text.length : end,
      fixes: [
        { title: "Clear this cell's outputs", preferred: true, edits: [], clearOutputs: uri },
      ],
    };
    return [...inCell, output];
  });
}
