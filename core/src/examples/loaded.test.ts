import { expect, it } from '@jest/globals';
import { loadsInside, useLoaded } from './loaded.ts';

const CHAT = `from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained(MODEL_ID, revision=REVISION)
model = AutoModelForCausalLM.from_pretrained(MODEL_ID, dtype=dtype).to(device)
`;
const CLASSIFIER = `from transformers import pipeline

classifier = pipeline("text-classification", model=MODEL_ID, device=device)
`;

const cases: { name: string; load: string; source: string; becomes: string }[] = [
  {
    name: 'an object of the same name is not made again',
    load: CHAT,
    source: `from transformers import AutoModelForCausalLM, AutoTokenizer
model_name = MODEL_ID
tokenizer = AutoTokenizer.from_pretrained(model_name)
model = AutoModelForCausalLM.from_pretrained(model_name, dtype=dtype).to(device)
print(model.generate(**tokenizer("Hi", return_tensors="pt").to(device)))`,
    becomes: 'print(model.generate(**tokenizer("Hi", return_tensors="pt").to(device)))',
  },
  {
    name: 'inputs go to where the loaded model is, pictures in its number format',
    load: `from transformers import AutoImageProcessor, AutoModelForImageClassification
image_processor = AutoImageProcessor.from_pretrained(MODEL_ID)
model = AutoModelForImageClassification.from_pretrained(MODEL_ID).to(device)
`,
    source: `from transformers import AutoImageProcessor, ViTForImageClassification
processor = AutoImageProcessor.from_pretrained(MODEL_ID)
model = ViTForImageClassification.from_pretrained(MODEL_ID)
inputs = processor(images=image, return_tensors="pt")
print(model(**inputs).logits)`,
    becomes: `processor = image_processor
inputs = processor(images=image, return_tensors="pt").to(device, dtype)
print(model(**inputs).logits)`,
  },
  {
    name: 'a pipeline around the loaded model leaves it where it is',
    load: CLASSIFIER,
    source: `from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline
tokenizer = AutoTokenizer.from_pretrained(MODEL_ID)
model = AutoModelForSequenceClassification.from_pretrained(MODEL_ID)
pipe = pipeline("text-classification", model=model, tokenizer=tokenizer)
print(pipe("Hi"))`,
    becomes: `from transformers import pipeline
tokenizer = classifier.tokenizer
model = classifier.model
pipe = pipeline("text-classification", model=model, tokenizer=tokenizer, device=device)
print(pipe("Hi"))`,
  },
  {
    name: 'another name stands for it',
    load: CHAT,
    source: `from transformers import AutoTokenizer, Qwen2ForCausalLM
tok = AutoTokenizer.from_pretrained(MODEL_ID)
lm = Qwen2ForCausalLM.from_pretrained(MODEL_ID).eval()
print(lm(**tok("Hi", return_tensors="pt")))`,
    becomes: `tok = tokenizer
lm = model
print(lm(**tok("Hi", return_tensors="pt").to(device)))`,
  },
  {
    name: 'a pipeline takes the parts that are loaded',
    load: CHAT,
    source: `from transformers import pipeline
pipe = pipeline("text-generation", model=MODEL_ID, dtype=dtype, device=device)
print(pipe("Hi"))`,
    becomes: `from transformers import pipeline
pipe = pipeline("text-generation", model=model, tokenizer=tokenizer, device=device)
print(pipe("Hi"))`,
  },
  {
    name: 'the parts of a pipeline stand for a model and its tokenizer',
    load: CLASSIFIER,
    source: `from transformers import AutoModelForSequenceClassification, AutoTokenizer
tokenizer = AutoTokenizer.from_pretrained(MODEL_ID)
model = AutoModelForSequenceClassification.from_pretrained(MODEL_ID).to(device)
print(model(**tokenizer("Hi", return_tensors="pt").to(device)).logits)`,
    becomes: `tokenizer = classifier.tokenizer
model = classifier.model
print(model(**tokenizer("Hi", return_tensors="pt").to(device)).logits)`,
  },
  {
    name: 'a pipeline of another name for the same task is the same pipeline',
    load: CLASSIFIER,
    source: `from transformers import pipeline
pipe = pipeline("sentiment-analysis", model=MODEL_ID)
print(pipe("Hi"))`,
    becomes: `pipe = classifier
print(pipe("Hi"))`,
  },
];

for (const { name, load, source, becomes } of cases) {
  it(name, () => {
    const { source: found, changes } = useLoaded(source, load);
    expect(found).toBe(becomes);
    expect(changes.map(({ code }) => code)).toEqual(['uses-loaded']);
  });
}

it('a processor of pictures does not stand for one that also writes', () => {
  const load =
    'from transformers import AutoImageProcessor\nimage_processor = AutoImageProcessor.from_pretrained(MODEL_ID)\n';
  const source = `from transformers import TrOCRProcessor
processor = TrOCRProcessor.from_pretrained(MODEL_ID)
print(processor.batch_decode([[1]]))`;
  expect(useLoaded(source, load)).toEqual({ source, changes: [] });
});

it('an example that makes tensors of its own keeps its own model', () => {
  const source = `from transformers import AutoModelForCausalLM
import torch
model = AutoModelForCausalLM.from_pretrained(MODEL_ID)
print(model(torch.tensor([[1, 2]])).logits)`;
  expect(useLoaded(source, CHAT)).toEqual({ source, changes: [] });
});

it.each([
  ['another repository', 'tokenizer = AutoTokenizer.from_pretrained("other/base")'],
  ['another head', 'model = AutoModel.from_pretrained(MODEL_ID)'],
  ['a subfolder', 'model = AutoModelForCausalLM.from_pretrained(MODEL_ID, subfolder="x")'],
  ['a configuration', 'config = AutoConfig.from_pretrained(MODEL_ID)'],
])('%s is loaded as it stands', (_, line) => {
  const source = `from transformers import AutoConfig, AutoModel, AutoModelForCausalLM, AutoTokenizer\n${line}`;
  expect(useLoaded(source, CHAT)).toEqual({ source, changes: [] });
});

it.each<[string, boolean]>([
  [
    'from transformers import AutoModel\nclass A:\n    def __init__(self, name=MODEL_ID):\n        self.m = AutoModel.from_pretrained(name)',
    true,
  ],
  ['from transformers import AutoModel\nm = AutoModel.from_pretrained(MODEL_ID)', false],
  [
    'from transformers import pipeline\ndef f(text):\n    return pipeline("fill-mask", model=model)(text)',
    false,
  ],
])('tells a load inside a function: %j', (source, inside) => {
  expect(loadsInside(source)).toBe(inside);
});
