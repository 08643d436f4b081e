import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyRewrites, findRewrites } from './find.ts';
import { REWRITES } from './table.ts';

describe('the table of rewrites', () => {
  it('has one id a row, which begins with the library', () => {
    const ids = REWRITES.map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const row of REWRITES) {
      expect(row.id.startsWith(row.library.replaceAll('_', '-'))).toBe(true);
      expect(row.source).not.toBe('');
      expect(row.message).toMatch(/[.]$/);
    }
  });
});

const GRADIO = `import gradio as gr
demo = gr.ChatInterface(answer, type="messages", theme="soft")
demo.launch(share=True)
`;

describe('finding rewrites', () => {
  it('says where, why and what instead', () => {
    const [first, second, third] = findRewrites(GRADIO);
    expect(first && GRADIO.slice(first.from, first.to)).toBe('type="messages"');
    expect(second && GRADIO.slice(second.from, second.to)).toBe('theme="soft"');
    expect(third?.row.id).toBe('gradio-public-link');
    expect(applyRewrites(GRADIO).source).toBe(
      'import gradio as gr\ndemo = gr.ChatInterface(answer)\ndemo.launch(share=False)\n',
    );
  });

  it('offers no edit that needs a name nobody defines', () => {
    const source =
      'from transformers import AutoModel\nm = AutoModel.from_pretrained("a/b").to("cuda")\n';
    expect(findRewrites(source)[0]?.edits).toBeUndefined();
    expect(findRewrites(source, { defined: new Set(['device']) })[0]?.edits).toHaveLength(1);
  });

  it('leaves libraries alone that the source does not import', () => {
    expect(findRewrites('pipe = pipeline("summarization")\nx.encode_plus("a")\n')).toEqual([]);
  });

  it('renames a class wherever it is read, under its own name or the module', () => {
    const source = `import transformers
from transformers import AutoModelForVision2Seq as Old, AutoModelForVision2Seq
a = AutoModelForVision2Seq.from_pretrained("a/b")
b = transformers.AutoModelForVision2Seq
c = Old
`;
    expect(applyRewrites(source).source).toBe(
      source.replaceAll('AutoModelForVision2Seq', 'AutoModelForImageTextToText'),
    );
  });

  it('comes to an end, and leaves nothing it could still change', () => {
    const line = fc.constantFrom(
      'import transformers, torch',
      'from transformers import AutoModel, pipeline, AutoTokenizer',
      'm = AutoModel.from_pretrained("a", torch_dtype=torch.float16, load_in_8bit=True, device_map="auto", use_auth_token=1)',
      'p = pipeline("ner", grouped_entities=True, device=0, return_all_scores=True)',
      't = AutoTokenizer.from_pretrained("a", device_map="x", use_auth_token=True)',
      'm.to("cuda").half().cuda()',
      't.encode_plus("a", pad_to_max_length=True)',
      't.apply_chat_template(x, return_tensors="pt")',
      'm.get_image_features(**x)',
      'f(',
      ')',
    );
    const defined = new Set(['device', 'dtype']);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        const once = applyRewrites(lines.join('\n'), { defined }).source;
        expect(applyRewrites(once, { defined }).source).toBe(once);
      }),
    );
  });
});
