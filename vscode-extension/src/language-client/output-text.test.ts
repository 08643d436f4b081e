import { describe, expect, it } from '@jest/globals';
import { outputText } from './output-text.ts';

const item = (mime: string, text: string) => ({ mime, data: new TextEncoder().encode(text) });

describe('the text of outputs', () => {
  it('is what a person can read, whatever the type', () => {
    const outputs = [
      { items: [item('application/vnd.code.notebook.stdout', 'out')] },
      { items: [item('application/vnd.code.notebook.error', 'err')] },
      { items: [item('text/html', '<b>'), item('image/png', 'PNG'), item('a/x+json', '{}')] },
    ];
    expect(outputText(outputs)).toBe('out\nerr\n<b>\n{}');
  });

  it('has an end', () => {
    const long = { items: [item('text/plain', 'x'.repeat(3_000_000))] };
    expect(outputText([long])).toHaveLength(1_000_000);
  });
});
