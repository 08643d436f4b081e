import type { NOTEBOOK_FINDINGS } from '../../src/findings/notebook.ts';
import { inSettings, type Explained } from './explained.ts';

export const NOTEBOOK: Readonly<Record<keyof typeof NOTEBOOK_FINDINGS, Explained>> = {
  syntax: {
    why: 'A cell that does not parse ends Run All. The notebook is read by the Python it names in its metadata, else by the newest.',
    example: '`print("hello"`',
    silence: 'Correct the cell; a cell in another language begins with its magic, such as %%bash.',
  },
  'too-deep': {
    why: 'A checker that followed it would overflow, and so does the compiler of Python with enough of it.',
    example: '3,000 brackets in one another',
    silence: 'Take the expression apart.',
  },
  'other-language': {
    why: 'The checks know Python: what they would say of another language would be wrong.',
    example: 'a notebook of the Julia kernel, or of Python 2',
    silence:
      'Nothing needs to be done. A Python notebook that says otherwise has the wrong `kernelspec` in its metadata.',
  },
  'unreadable-notebook': {
    why: 'The file is damaged, or older than what Jupyter writes since 2015.',
    example: 'a file with the marks of a merge conflict; a notebook in nbformat 3',
    silence: 'Do what the sentence says; `--exclude` leaves the file out.',
  },
  'undefined-name': {
    why: 'Cells run from top to bottom: a name that only a later cell sets fails in a fresh kernel.',
    example: '`print(score)` – the next cell sets score',
    silence: `Define the name above. ${inSettings('undefined-name')}`,
  },
  'import-not-installed': {
    why: 'On another machine the import fails: nothing in the notebook installs the package.',
    example: '`import librosa`',
    silence: `Install it in the first code cell. ${inSettings('import-not-installed')}`,
  },
  placeholder: {
    why: 'The cell cannot work before somebody fills it in, so Run All stops there.',
    example: '`key = "YOUR_API_KEY"`',
    silence: 'Put the real value there, or read it from the environment.',
  },
  secret: {
    why: 'Whoever gets the notebook gets the key: files are copied, shared and committed.',
    example: '`token = "hf_…"` – a real token',
    silence: `Read it with getpass or from the environment. ${inSettings('secret')}`,
  },
  'secret-in-output': {
    why: 'Outputs are saved with the notebook and travel with it.',
    example: '`print(os.environ["HF_TOKEN"])` – and its output',
    silence: `Clear the output and revoke the key. ${inSettings('secret-in-output')}`,
  },
  'foreign-code': {
    why: 'An example of a model card is code of a stranger; what it may not do is never taken over.',
    example: '`subprocess.run(["curl", url])`',
    silence: 'It cannot be silenced: write such code into a cell of your own.',
  },
  'removed-api': {
    why: 'The call fails with the library that the notebook installs (docs/rules.md lists them all).',
    example: '`AutoModel.from_pretrained(MODEL_ID, load_in_4bit=True)`',
    silence: `Take the quick fix. ${inSettings('removed-api')}`,
  },
  'deprecated-api': {
    why: 'It runs today and will not for ever: the library warns and says what to write instead.',
    example: '`AutoModel.from_pretrained(MODEL_ID, torch_dtype="auto")`',
    silence: `Take the quick fix. ${inSettings('deprecated-api')}`,
  },
  'bare-cuda': {
    why: 'Most laptops have no CUDA graphics card; the cell fails there.',
    example: '`model.to("cuda")`',
    silence: `Let the code choose: \`"cuda" if torch.cuda.is_available() else "cpu"\`. ${inSettings('bare-cuda')}`,
  },
};
