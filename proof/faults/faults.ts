import type { UiComponentId } from '../../core/src/deck/shapes.ts';
import { onStandIn, type Plant } from '../steps/edit.ts';

export interface Fault {
  readonly name: string;
  readonly model: string;
  readonly ui: UiComponentId;
  /** It is planted in a notebook that takes the stand-in for a graphics card. */
  readonly gpu?: true;
  readonly plant: Plant;
  /** What the harness must say. */
  readonly expected: RegExp;
}

const LABELS = 'tiny/text-cls';
const CHAT = 'tiny/chat';

/** Every way of failing that the harness has to notice. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'a broken template: a key that is not there',
    model: LABELS,
    ui: 'batch',
    plant: (notebook) => {
      notebook.replace('float(row["score"])', 'float(row["points"])');
    },
    expected: /KeyError: 'points'/,
  },
  {
    name: 'a bare cuda',
    model: LABELS,
    ui: 'batch',
    plant: (notebook) => {
      notebook.replace('device=device', 'device="cuda"');
    },
    expected: /CUDA|NVIDIA/i,
  },
  {
    name: 'inputs that are not where the model is',
    model: LABELS,
    ui: 'batch',
    gpu: true,
    plant: (notebook) => {
      onStandIn(notebook);
      notebook.append('load', 'classifier.model(torch.ones(1, 4, dtype=torch.long))');
    },
    expected: /same device/,
  },
  {
    name: 'numbers of a graphics card handed to NumPy',
    model: LABELS,
    ui: 'batch',
    gpu: true,
    plant: (notebook) => {
      onStandIn(notebook);
      notebook.append('load', 'next(classifier.model.parameters()).detach().float().numpy()');
    },
    expected: /can't convert|NumPy|numpy/,
  },
  {
    name: 'bfloat16 handed to NumPy',
    model: LABELS,
    ui: 'batch',
    gpu: true,
    plant: (notebook) => {
      onStandIn(notebook);
      notebook.append('load', 'next(classifier.model.parameters()).detach().cpu().numpy()');
    },
    expected: /BFloat16/,
  },
  {
    name: 'a removed pipeline',
    model: LABELS,
    ui: 'batch',
    plant: (notebook) => {
      notebook.replace('"text-classification"', '"summarization"');
    },
    expected: /Unknown task summarization/,
  },
  {
    name: 'a package that cannot be installed',
    model: LABELS,
    ui: 'batch',
    plant: (notebook) => {
      notebook.append('install', '%pip install -q a-package-that-nobody-published');
    },
    expected: /ERROR: .*a-package-that-nobody-published/,
  },
  {
    name: 'predict gives a NumPy number instead of a float',
    model: LABELS,
    ui: 'batch',
    plant: (notebook) => {
      notebook.replace('float(row["score"])', '__import__("numpy").float32(row["score"])');
    },
    expected: /predict must return labels/,
  },
  {
    name: 'a batch that loses a result',
    model: LABELS,
    ui: 'batch',
    plant: (notebook) => {
      notebook.append('ui-call', 'results = results[:-1]; items_kept = items; items = items');
      notebook.remove('ui-table');
      notebook.remove('ui-save');
    },
    expected: /\d+ inputs, \d+ results/,
  },
  {
    name: 'an API that stopped listening',
    model: LABELS,
    ui: 'api',
    plant: (notebook) => {
      notebook.append('ui-call', 'server.should_exit = True\nserver_thread.join(timeout=10)');
    },
    expected: /ConnectError/,
  },
  {
    name: 'an API that takes any request',
    model: LABELS,
    ui: 'api',
    plant: (notebook) => {
      notebook.replace('    text: str', '    text: str = "nothing was sent"');
    },
    expected: /nonsense was answered with 200/,
  },
  {
    name: 'a server that nobody stops',
    model: LABELS,
    ui: 'api',
    plant: (notebook) => {
      notebook.remove('ui-stop');
    },
    expected: /left running: port \d+ is still listening/,
  },
  {
    name: 'a process that nobody stops',
    model: LABELS,
    ui: 'api',
    plant: (notebook) => {
      notebook.append(
        'ui-stop',
        'import subprocess, sys\nsubprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])',
      );
    },
    expected: /left running: process \d+/,
  },
  {
    name: 'a thread that nobody joins',
    model: LABELS,
    ui: 'api',
    plant: (notebook) => {
      notebook.append(
        'ui-stop',
        'threading.Thread(target=time.sleep, args=(60,), name="forgotten").start()',
      );
    },
    expected: /threads are still running.*forgotten/,
  },
  {
    name: 'a demo that fails when asked',
    model: LABELS,
    ui: 'gradio',
    plant: (notebook) => {
      notebook.replace(/^ {4}result = predict\(text\)$/m, '    result = predict(text)["no"]');
    },
    expected: /AppError|TypeError|list indices/,
  },
  {
    name: 'an app that fails when asked',
    model: LABELS,
    ui: 'streamlit',
    plant: (notebook) => {
      notebook.replace('        result = predict(', '        result = 1 / 0 or predict(');
    },
    expected: /the app fails when asked: division by zero/,
  },
  {
    name: 'a form whose button fails',
    model: LABELS,
    ui: 'completion',
    plant: (notebook) => {
      notebook.replace(
        /^ {4}with output:$/m,
        '    with output:\n        raise ValueError("planted")',
      );
    },
    expected: /ValueError: planted/,
  },
  {
    name: 'a stream that comes in one piece',
    model: CHAT,
    ui: 'streaming',
    plant: (notebook) => {
      notebook.append('stream', 'def stream(messages):\n    yield predict(messages)');
    },
    expected: /streaming gave 1 piece/,
  },
  {
    name: 'a chat that forgets what was said',
    model: CHAT,
    ui: 'chat',
    plant: (notebook) => {
      notebook.replace(
        /^ {4}history\.append\(\{"role": "assistant", "content": reply\}\)$/m,
        '    pass',
      );
    },
    expected: /turns, expected at least 2|history has/,
  },
  {
    name: 'a cell that never ends',
    model: LABELS,
    ui: 'batch',
    plant: (notebook) => {
      notebook.append('load', 'import time\ntime.sleep(600)');
    },
    expected: /did not end within/,
  },
  {
    name: 'a kernel that dies',
    model: LABELS,
    ui: 'batch',
    plant: (notebook) => {
      notebook.append('load', 'import os\nos.kill(os.getpid(), 9)');
    },
    expected: /the kernel died/,
  },
];
