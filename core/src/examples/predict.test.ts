import { describe, expect, it } from '@jest/globals';
import { factsFromCard } from '../../scripts/corpus.ts';
import { usePredict } from './predict.ts';

const facts = factsFromCard('acme/pebble', '');
const answers = { id: 'question-answering', route: 'local' } as const;
const writes = { id: 'summarization', route: 'local' } as const;

describe("a removed pipeline is the notebook's predict", () => {
  it.each([
    [
      'nlp({"question": "Who?", "context": "I."})',
      'predict(**{"question": "Who?", "context": "I."})',
    ],
    ['print(nlp(question="Who?", context="I."))', 'print(predict(question="Who?", context="I."))'],
    [
      'asked = {"question": "Who?", "context": "I."}\nnlp(asked)',
      'asked = {"question": "Who?", "context": "I."}\npredict(**asked)',
    ],
  ])('%s', (call, becomes) => {
    const source = `from transformers import pipeline\nnlp = pipeline("question-answering", model="acme/pebble")\n${call}`;
    expect(usePredict(source, facts, answers)?.source).toBe(becomes);
  });

  it('gives text under the key that the pipeline used', () => {
    const source =
      'from transformers import pipeline\nshort = pipeline("summarization", model="acme/pebble")\nprint(short("A long text", max_length=20)[0]["summary_text"])';
    expect(usePredict(source, facts, writes)?.source).toBe(
      'print([{"summary_text": predict("A long text")}][0]["summary_text"])',
    );
  });

  it.each([
    [
      'another model',
      'nlp = pipeline("question-answering", model="other/thing")\nnlp({"question": "", "context": ""})',
    ],
    [
      'several answers',
      'nlp = pipeline("question-answering", model="acme/pebble")\nnlp({"question": "", "context": ""}, top_k=3)',
    ],
    [
      'a pipeline handed on',
      'nlp = pipeline("question-answering", model="acme/pebble")\nshow(nlp)\nnlp({"question": "", "context": ""})',
    ],
    [
      'many questions',
      'nlp = pipeline("question-answering", model="acme/pebble")\nnlp([{"question": "", "context": ""}])',
    ],
  ])('not for %s', (_, code) => {
    expect(usePredict(`from transformers import pipeline\n${code}`, facts, answers)).toBeNull();
  });

  it('not in a notebook of another kind', () => {
    const source =
      'from transformers import pipeline\nnlp = pipeline("question-answering", model="acme/pebble")\nnlp({"question": "", "context": ""})';
    expect(usePredict(source, facts, writes)).toBeNull();
  });
});
