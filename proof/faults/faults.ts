import { onStandIn } from '../steps/edit.ts';
import { CHAT_FAULTS } from './chats.ts';
import { DEMO_FAULTS } from './demos.ts';
import { CHAT, LABELS, appended, replaced, type Fault } from './fault.ts';

/** Every way of failing that the harness has to notice. */
export const FAULTS: readonly Fault[] = [
  replaced(
    'a broken template: a key that is not there',
    { model: LABELS, ui: 'batch' },
    [['float(row["score"])', 'float(row["points"])']],
    /KeyError: 'points'/,
  ),
  replaced(
    'a bare cuda',
    { model: LABELS, ui: 'batch' },
    [['device=device', 'device="cuda"']],
    /CUDA|NVIDIA/i,
  ),
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
  replaced(
    'a removed pipeline',
    { model: LABELS, ui: 'batch' },
    [['"text-classification"', '"summarization"']],
    /Unknown task summarization/,
  ),
  appended(
    'a package that cannot be installed',
    { model: LABELS, ui: 'batch' },
    'install',
    '%pip install -q a-package-that-nobody-published',
    /ERROR: .*a-package-that-nobody-published/,
  ),
  replaced(
    'predict gives a NumPy number instead of a float',
    { model: LABELS, ui: 'completion' },
    [['float(row["score"])', '__import__("numpy").float32(row["score"])']],
    /predict must return labels/,
  ),
  replaced(
    'a batch that loses a result',
    { model: LABELS, ui: 'batch' },
    [
      [
        'for (number, row), item in zip(chunk, items):',
        'for (number, row), item in list(zip(chunk, items))[:-1]:',
      ],
    ],
    /\d+ rows, \d+ and \d+ saved/,
  ),
  replaced(
    'a batch that saves texts cut short',
    { model: LABELS, ui: 'batch' },
    [
      [
        '"row number": number, **row,',
        '"row number": number, **{name: text[:20] for name, text in row.items()},',
      ],
    ],
    /results\.csv does not hold the whole input/,
  ),
  replaced(
    'a batch that begins again after an interruption',
    { model: LABELS, ui: 'batch' },
    [
      [
        'islice(enumerate(rows_of(source)), done, first)',
        'islice(enumerate(rows_of(source)), first)',
      ],
    ],
    /after an interruption the journal has the rows/,
  ),
  replaced(
    'a form whose button fails',
    { model: LABELS, ui: 'completion' },
    [[/^ {4}with result_area:$/m, '    with result_area:\n        raise ValueError("planted")']],
    /ValueError: planted/,
  ),
  appended(
    'a stream that comes in one piece',
    { model: CHAT, ui: 'streaming' },
    'stream',
    'def stream(messages):\n    yield predict(messages)',
    /streaming gave 1 piece/,
  ),
  appended(
    'a cell that never ends',
    { model: LABELS, ui: 'batch' },
    'load',
    'import time\ntime.sleep(600)',
    /did not end within/,
  ),
  appended(
    'a kernel that dies',
    { model: LABELS, ui: 'batch' },
    'load',
    'import os\nos.kill(os.getpid(), 9)',
    /the kernel died/,
  ),
  ...DEMO_FAULTS,
  ...CHAT_FAULTS,
];
