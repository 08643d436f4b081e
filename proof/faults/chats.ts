import { CHAT, replaced, type Fault } from './fault.ts';

/** What a person may expect of a chat, broken. */
export const CHAT_FAULTS: readonly Fault[] = [
  replaced(
    'a chat that forgets what was said',
    { model: CHAT, ui: 'chat' },
    [['return history[-1]["content"]', 'return history.pop()["content"]']],
    /turns, expected at least 2|history has/,
  ),
  replaced(
    'a chat that sends the last question alone',
    { model: CHAT, ui: 'chat' },
    [['pieces = stream(history)', 'pieces = stream(history[-1:])']],
    /of conversations of .* were sent to the model/,
  ),
  replaced(
    'a chat window without memory',
    { model: CHAT, ui: 'chat' },
    [['*self.history, asked]', 'asked]']],
    /of conversations of .* were sent to the model/,
  ),
  // Which of the two is seen first depends on how fast the first answer is.
  replaced(
    'a chat that sends twice',
    { model: CHAT, ui: 'chat' },
    [
      [
        'if self.worker is None or not self.worker.is_alive():\n            self.halted.clear()',
        'if True:\n            self.halted.clear()',
      ],
      [
        'question, self.entry.value = self.entry.value.strip(), ""',
        'question = self.entry.value.strip()',
      ],
    ],
    /did not reach the conversation once|of conversations of .* were sent to the model/,
  ),
  replaced(
    'a chat that shows what a model writes as HTML',
    { model: CHAT, ui: 'chat' },
    [['MarkdownIt("js-default").disable("image")', 'MarkdownIt("commonmark")']],
    /shows what a model writes as HTML/,
  ),
  replaced(
    'a chat that shows what a person writes as HTML',
    { model: CHAT, ui: 'chat' },
    [['html.escape(turn["content"])', 'turn["content"]']],
    /the window shows text as HTML/,
  ),
  replaced(
    'a chat that remembers what was only thought',
    { model: CHAT, ui: 'chat' },
    [['"assistant", "content": reply}]', '"assistant", "content": text}]']],
    /a thought is remembered/,
  ),
  replaced(
    'a chat whose Stop button does nothing',
    { model: CHAT, ui: 'chat' },
    [
      [
        'def stop(self, _button=None):\n        self.halted.set()',
        'def stop(self, _button=None):\n        pass',
      ],
    ],
    /Stop does not stop/,
  ),
  replaced(
    'a chat that hides an error',
    { model: CHAT, ui: 'chat' },
    [['self.show_coming(question, bubble(told))', 'print(error)']],
    /the window hides an error/,
  ),
];
