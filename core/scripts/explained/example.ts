import type { ExampleCode } from '../../src/findings/example.ts';
import { LEFT_OUT, type ExplainedKind } from './explained.ts';

const example = (what: string, why: string, code: string): ExplainedKind => ({
  what,
  why,
  example: code,
  silence: LEFT_OUT,
});

export const EXAMPLE: Readonly<Record<ExampleCode, ExplainedKind>> = {
  'endless-loop': example(
    'It loops without an end.',
    'Run All would never come to the next cell.',
    '`while True: …`',
  ),
  'example-bare-cuda': example(
    'It asks for a CUDA graphics card that cannot be taken out of it.',
    'It fails on most machines.',
    '`model.cuda()`',
  ),
  'example-custom-code': example(
    'It turns on code of the repository where the model needs none.',
    'Code of strangers runs only where it must.',
    '`trust_remote_code=True`',
  ),
  'example-foreign-code': example(
    'It does what no example may do: run programs, delete files, reach into the interpreter.',
    'It is code of a stranger.',
    '`os.remove(path)`',
  ),
  'example-no-weights': example(
    'It loads weights that the repository does not hold.',
    'The download fails.',
    'a repository with GGUF files only',
  ),
  'example-placeholder': example(
    'It holds a placeholder.',
    'Nobody fills it in before Run All.',
    '`image = "path/to/image.jpg"`',
  ),
  'example-removed-api': example(
    'It uses something that a library removed, and no rule says what stands there now.',
    "The call fails with today's library.",
    'an argument that is gone',
  ),
  'example-secret': example(
    'It holds what looks like a live key.',
    'Keys of others are never copied.',
    '`token = "hf_…"`',
  ),
  'example-syntax': example(
    'It is not valid Python, also after what can be mended is mended.',
    'The cell would not parse.',
    'an ellipsis in the middle of a call',
  ),
  'example-undefined-name': example(
    'It uses a name that neither it nor the notebook defines.',
    'The cell fails.',
    '`print(outputs)` – set in another example',
  ),
  'gpu-only': example(
    'It needs a CUDA graphics card.',
    'The same notebook runs on a laptop.',
    '`BitsAndBytesConfig(load_in_4bit=True)`',
  ),
  'inner-parts': example(
    'It takes a pipeline apart.',
    'The inside of a library changes without notice.',
    '`UNet2DConditionModel.from_pretrained(…)`',
  ),
  'name-order': example(
    'It reads a name before it sets it.',
    'It relies on a cell that ran before in another order.',
    '`x = model(x)`',
  ),
  'needs-dataset': example(
    'It needs a data set.',
    'Downloads of unknown size do not belong into a first run.',
    '`load_dataset("…")`',
  ),
  'needs-file': example(
    'It opens a file that only its author has.',
    'The file is not there.',
    '`Image.open("cat.jpg")`',
  ),
  'needs-network': example(
    'It fetches something from an address.',
    'Addresses rot, and networks are closed.',
    '`requests.get(url)`',
  ),
  'no-such-file': example(
    'It asks for a file that the repository does not hold.',
    'The download fails.',
    '`hf_hub_download(MODEL_ID, "model.onnx")`',
  ),
  'old-tuples': example(
    'It unpacks a result as older libraries gave it.',
    "Today's library gives an object.",
    '`loss, logits = model(**inputs)`',
  ),
  'only-loads': example(
    'It loads the model and does nothing with it.',
    'The notebook has loaded it already.',
    '`model = AutoModel.from_pretrained(…)`',
  ),
  'other-engine': example(
    "It runs on an engine other than the notebook's.",
    'Two engines for one model is twice the download.',
    '`from mlx_lm import load`',
  ),
  'other-head': example(
    "It opens the model with an Auto class that does not know the model's type.",
    'transformers would stop with "Unrecognized configuration class".',
    '`AutoModelForSequenceClassification.from_pretrained(…)` for a Whisper',
  ),
  'other-mask': example(
    "It marks the gap with another model's mask.",
    'The model would see an ordinary word.',
    '"Paris is the [MASK]." for a model with <mask>',
  ),
  'other-model': example(
    'It loads another model.',
    'The notebook is about the one on the card.',
    '`pipeline(model="gpt2")`',
  ),
  'other-repository': example(
    'It loads something of another repository that is not its base.',
    'What is shown would not be this model.',
    'a tokenizer of a third model',
  ),
  'other-revision': example(
    'It loads a branch or commit of its own.',
    'The notebook is pinned to one revision.',
    '`revision="refs/pr/3"`',
  ),
  'random-input': example(
    'It feeds random numbers.',
    'Its output says nothing.',
    '`torch.randn(1, 3, 224, 224)`',
  ),
  'runs-programs': example(
    'It starts other programs.',
    'An example may not act on the machine.',
    '`subprocess.run([…])`',
  ),
  'runs-text': example(
    'It runs text as code.',
    'What would run cannot be read beforehand.',
    '`eval(answer)`',
  ),
  server: example(
    'It starts a server and does not return.',
    'The next cell would never run.',
    '`app.run()`',
  ),
  'sets-environment': example(
    'It sets environment variables.',
    'They would change every later cell.',
    '`os.environ["CUDA_VISIBLE_DEVICES"] = "0"`',
  ),
  'shell-command': example(
    'It is a command of a shell and not Python.',
    'Shells differ between machines.',
    '`vllm serve …`',
  ),
  'shows-nothing': example(
    'It has no result that could be shown.',
    'A cell without an output explains nothing.',
    '`import torch`',
  ),
  'star-import': example(
    'It imports everything that a module has.',
    'Names of the notebook could be overwritten.',
    '`from transformers import *`',
  ),
  training: example(
    'It trains or saves a model.',
    'That takes hours and writes files.',
    '`trainer.train()`',
  ),
  'unknown-class': example(
    'It imports a class that the library does not have any more.',
    'The import fails.',
    '`from transformers import TFAutoModel`',
  ),
  'unknown-library': example(
    'It imports a library that nothing installs.',
    'The import fails.',
    '`import nemo`',
  ),
  'unknown-task': example(
    'It names a task that the library does not know.',
    'The call fails.',
    '`pipeline("conversational")`',
  ),
  'version-bound': example(
    'It depends on one version of a library in a way that cannot be mended.',
    'It fails with the version that is installed.',
    'a tensor whose type changed',
  ),
  'waits-for-input': example(
    'It waits for somebody to type.',
    'Run All would stand still.',
    '`input("You: ")`',
  ),
  'writes-file': example(
    'It writes files.',
    'A first run leaves nothing behind.',
    '`audio.export("out.wav")`',
  ),
};
