import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyRewrites } from './apply.ts';
import { findRewrites } from './find.ts';
import { EDITOR_RULES, GENERAL_RULES, RULES, rulesFor } from './table.ts';

describe('the rules that apply', () => {
  const model = { id: 'acme/any', task: null, modelType: null, customCode: true };
  const ids = (rules: readonly { readonly id: string }[]) => rules.map((one) => one.id);

  it('are those of the model for its notebook', () => {
    const points = { ...model, task: 'keypoint-detection', customCode: false };
    expect(ids(rulesFor(model))).not.toContain('transformers-keypoint-auto-model');
    expect(ids(rulesFor(points))).toContain('transformers-keypoint-auto-model');
    expect(ids(rulesFor(model))).not.toContain('transformers-trust-remote-code');
    expect(ids(rulesFor(points))).toContain('transformers-trust-remote-code');
  });

  it('are about no particular model in people’s own code, and tell nobody what still works', () => {
    expect(EDITOR_RULES.filter((one) => one.only ?? one.kind === 'preference')).toEqual([]);
    expect(ids(EDITOR_RULES)).toContain('torch-device-map-cuda');
    expect(ids(GENERAL_RULES)).not.toContain('torch-device-map-cuda');
  });

  it('have one id each', () => {
    expect(new Set(ids(RULES)).size).toBe(RULES.length);
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
    expect(third?.rule.id).toBe('gradio-public-link');
    expect(applyRewrites(GRADIO).source).toBe(
      'import gradio as gr\ndemo = gr.ChatInterface(answer)\ndemo.launch(share=False, theme="soft")\n',
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
