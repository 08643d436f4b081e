"""Rewrite core/src/python/rewrites/transformers-classes.ts from the installed transformers.

Usage: python core/scripts/transformers-classes.py
"""

import collections
import json
import pathlib
import re

import transformers

ENDINGS = """ForConditionalGeneration ForSequenceClassification ForTokenClassification ForQuestionAnswering
ForMultipleChoice ForImageClassification ForMaskedLM ForCausalLM ForPreTraining ForObjectDetection ForCTC
ForSemanticSegmentation ForDepthEstimation ForUniversalSegmentation ForVideoClassification ImageProcessor
FeatureExtractor Processor Tokenizer Pipeline LMHeadModel Model""".split()
#: Endings nobody imports in an example, or that are aliases of others.
LEFT_OUT = re.compile(r"(Config|PreTrainedModel|Fast|Pil|Error|Warning|Output)$")

groups = collections.defaultdict(list)
for name in sorted(dir(transformers)):
    if not re.match(r"[A-Z]", name) or LEFT_OUT.search(name):
        continue
    ending = next((one for one in ENDINGS if name.endswith(one)), "")
    groups[ending].append(name.removesuffix(ending))

lines = [
    "/**",
    f" * Classes of transformers {transformers.__version__} that code imports by name, by the end of the name:",
    " * `Model: 'Bert …'` says `BertModel`. Taken from `dir(transformers)`; names without a",
    " * known ending stand under ''. Written by core/scripts/transformers-classes.py.",
    " */",
    "export const TRANSFORMERS_CLASSES: Readonly<Record<string, string>> = {",
]
for ending in sorted(groups):
    lines += [f"  {ending or repr('')}:", f"    '{' '.join(groups[ending])}',"]
path = pathlib.Path(__file__).parent.parent / "src/python/rewrites/transformers-classes.ts"
path.write_text("\n".join([*lines, "};", ""]))
print(f"{sum(map(len, groups.values()))} names -> {path.name}")
