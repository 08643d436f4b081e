import type { MODEL_FINDINGS } from '../../src/findings/model.ts';
import { inSettings, LEFT_OUT, type Explained } from './explained.ts';

export const MODEL: Readonly<Record<keyof typeof MODEL_FINDINGS, Explained>> = {
  licence: {
    why: 'Some licences forbid commercial use, or say nothing at all: that is decided before a model is used.',
    example: 'a model under cc-by-nc-4.0',
    silence: 'Choose a model whose licence allows what you mean to do.',
  },
  'facts-of-day': {
    why: 'The Hub could not be asked, so what is said about the model is as old as the deck.',
    example: 'a curated model, without a network',
    silence: 'Make the notebook again when the Hub can be reached.',
  },
  'model-gated': {
    why: 'The download fails for who has not accepted the conditions or is not signed in.',
    example: 'a Llama model of meta-llama',
    silence: `Accept the conditions on the model page and sign in. ${inSettings('model-gated')}`,
  },
  'model-disabled': {
    why: 'The Hub does not give its files to anybody.',
    example: 'a model that was taken down',
    silence: `Choose another model. ${inSettings('model-disabled')}`,
  },
  'model-not-found': {
    why: 'The name is misspelt, private, or a folder on this machine.',
    example: '`AutoModel.from_pretrained("bert-base-uncasd")`',
    silence: `Correct the name, or write a folder as "./name". ${inSettings('model-not-found')}`,
  },
  'model-suspicious': {
    why: "The Hub's scanners saw something in its files that may run when they are loaded.",
    example: 'a pickle with unusual imports',
    silence: 'Read the model page; choose safetensors or another model.',
  },
  'custom-code': {
    why: 'Loading the model runs Python of its repository on your machine.',
    example: 'a config.json with auto_map',
    silence: 'It stays: the notebook pins the revision that can be read beforehand.',
  },
  'model-large': {
    why: 'A model that does not fit the memory ends the kernel after a long download.',
    example: 'a model of 70 billion parameters on a laptop',
    silence: 'Choose a smaller or quantised one, or a provider.',
  },
  'route-api': {
    why: 'The model is asked over the network instead of being loaded, which costs and needs a token.',
    example: 'a model too large for this machine that a provider serves',
    silence: 'Choose a model that fits the machine.',
  },
  'route-inspect': {
    why: 'Nothing can run the model here, so the notebook looks into its files instead.',
    example: 'a repository with weights of an unknown engine',
    silence: 'Choose a model with files that a known library loads.',
  },
  'no-weights': {
    why: 'There is nothing to load: the repository holds no weights.',
    example: 'a repository that only has a README',
    silence: 'Choose the repository that holds them; the model card often links it.',
  },
  'part-unused': {
    why: 'The notebook uses a part of what the repository holds; the rest is not forgotten but left.',
    example: 'a multimodal model used for text only',
    silence: 'It stays, so that nobody takes the part for the whole.',
  },
  'twin-loaded': {
    why: "Transformers has code of its own for the model now, and reads another layout of its files than the authors' repository has.",
    example:
      '`microsoft/Florence-2-base`, for which `florence-community/Florence-2-base` is loaded.',
    silence:
      'Load the repository that is named with an older transformers, and `trust_remote_code`.',
  },
  'library-unknown': {
    why: 'There is no tried template for the library, so less of the notebook is certain.',
    example: 'a model with library_name: asteroid',
    silence: 'Add the library to the shelf (docs/runbooks/add-a-library.md).',
  },
  'input-language': {
    why: 'A model judged by inputs in a language it never learned looks worse than it is.',
    example: 'a speech model for Basque',
    silence: 'Put your own inputs in their place.',
  },
  'example-left-out': {
    why: "The author's example would not run, or not do what the notebook promises; the codes below say why.",
    example: 'an example for an older library, or one that needs a file of its author',
    silence: LEFT_OUT,
  },
  'example-unexecuted': {
    why: 'The example says something about the model, but cannot be checked, or needs what the notebook does not set up.',
    example: 'an example that imports a library of its own, or downloads a data set',
    silence:
      'Nothing needs to be done: the notebook shows the lines with the reason. Run them where you have what they need.',
  },
};
