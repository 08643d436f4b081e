import { CHAT, LABELS, appended, replaced, type Fault } from './fault.ts';

/** What a reader may expect of a demo, broken. */
export const DEMO_FAULTS: readonly Fault[] = [
  appended(
    'an API that stopped listening',
    { model: LABELS, ui: 'api' },
    'ui-call',
    'server.should_exit = True\nserver_thread.join(timeout=10)',
    /ConnectError/,
  ),
  replaced(
    'an API that takes any request',
    { model: LABELS, ui: 'api' },
    [[/^ {4}text: str = Field\(.*$/m, '    text: str = "nothing was sent"']],
    /nonsense was answered with 200/,
  ),
  replaced(
    'a demo that is dead after the last cell',
    { model: LABELS, ui: 'gradio' },
    [['STOP = False', 'STOP = True']],
    /dead after the last cell/,
  ),
  appended(
    'an app that is dead after the last cell',
    { model: LABELS, ui: 'streamlit' },
    'ui-stop',
    'process.terminate()\nprocess.wait()',
    /dead after the last cell/,
  ),
  replaced(
    'a server that nobody stops',
    { model: LABELS, ui: 'api' },
    [['display(stop_button)', '']],
    /no button that the reader can see/,
  ),
  replaced(
    'a stop button that stops nothing',
    { model: LABELS, ui: 'api' },
    [['stop_button.on_click(on_stop)', '']],
    /left running: port \d+ is still listening/,
  ),
  replaced(
    'a second start that leaves the first app',
    { model: LABELS, ui: 'streamlit' },
    [['try:\n    stop_demo()', 'try:\n    pass']],
    /a second start leaves the first: process/,
  ),
  replaced(
    'a second start that leaves the first server',
    { model: LABELS, ui: 'api' },
    [['try:\n    stop_demo()', 'try:\n    pass']],
    /a second start leaves the first: port/,
  ),
  replaced(
    'a demo that others on the network can open',
    { model: LABELS, ui: 'gradio' },
    [['server_name="127.0.0.1"', 'server_name="0.0.0.0"']],
    /others on the network can open it/,
  ),
  appended(
    'a process that nobody stops',
    { model: LABELS, ui: 'api' },
    'ui-stop',
    'import subprocess, sys\nsubprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])',
    /left running: process \d+/,
  ),
  appended(
    'a thread that nobody joins',
    { model: LABELS, ui: 'api' },
    'ui-stop',
    'threading.Thread(target=time.sleep, args=(60,), name="forgotten").start()',
    /threads are still running.*forgotten/,
  ),
  replaced(
    'a demo that fails when asked',
    { model: LABELS, ui: 'gradio' },
    [[/^ {4}result = predict\(text\)$/m, '    result = predict(text)["no"]']],
    /AppError|TypeError|list indices/,
  ),
  replaced(
    'an app with two copies of the model',
    { model: LABELS, ui: 'streamlit' },
    [['if "NOTEBOOK_MODEL" in os.environ:', 'if "NOTHING_LIKE_IT" in os.environ:']],
    /a second copy of the model/,
  ),
  replaced(
    'a Gradio chat without memory',
    { model: CHAT, ui: 'gradio' },
    [['for turn in history if not thought_in(turn)', 'for turn in [] if not thought_in(turn)']],
    /of conversations of 1 and 3 messages/,
  ),
  replaced(
    'an app that fails when asked',
    { model: LABELS, ui: 'streamlit' },
    [['        result = model.predict(', '        result = 1 / 0 or model.predict(']],
    /the app fails when asked: division by zero/,
  ),
];
