"""A small language model that thinks before it answers, trained from nothing on who lives where.

It reads "Ben lives in Rome . Where does Ben live ?", writes a thought, closes it with
</think> and names the city. The questions that are asked were never trained on.
"""

from __future__ import annotations

import random
import zlib
from pathlib import Path

PEOPLE = "Anna Ben Clara David Emma Felix Grace Hugo Ida Jan Karin Leo Mia Nils Olga Paul Rosa Sven Tara Uwe".split()
CITIES = "Oslo Rome Paris Berlin Madrid Vienna Prague Lisbon Dublin Athens Cairo Tokyo Lima Delhi Kyoto Bern".split()
OTHERS = "lives in . Where does live ? I look for So the answer is".split()
SPECIAL = ["<unk>", "<pad>", "<|user|>", "<|assistant|>", "<|end|>"]
TEMPLATE = (
    "{% for message in messages %}{{ '<|' + message['role'] + '|> ' + message['content'] + ' <|end|> ' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|> <think> ' }}{% endif %}"
)
CARD = """---
license: mit
pipeline_tag: text-generation
library_name: transformers
language: en
---
# Thinker

Says who lives where. It thinks between `<think>` and `</think>` before it answers.
"""


def kept(text: str) -> bool:
    """Questions that are asked and never trained on: a fifth of all."""
    return zlib.crc32(text.encode()) % 5 == 0


def question(chance: random.Random, *, asked: bool) -> tuple[str, str, str]:
    """What is told and asked, the person, and where they live."""
    while True:
        person, city = chance.choice(PEOPLE), chance.choice(CITIES)
        text = f"{person} lives in {city} . Where does {person} live ?"
        if kept(text) == asked:
            return text, person, city


def questions() -> list[tuple[str, str]]:
    """What the judge asks, with the right city."""
    chance = random.Random(1)
    return [(text, city) for text, _, city in (question(chance, asked=True) for _ in range(12))]


def train(folder: Path, out: Path) -> None:
    import torch
    import transformers as T
    from tokenizers import Tokenizer, models, pre_tokenizers

    torch.manual_seed(0)
    chance = random.Random(0)
    words = [*SPECIAL, "<think>", "</think>", *OTHERS, *PEOPLE, *CITIES]
    plain = Tokenizer(models.WordLevel({word: place for place, word in enumerate(words)}, unk_token="<unk>"))
    plain.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer = T.PreTrainedTokenizerFast(
        tokenizer_object=plain, unk_token="<unk>", pad_token="<pad>", eos_token="<|end|>", model_max_length=512
    )
    tokenizer.add_special_tokens({"extra_special_tokens": ["<|user|>", "<|assistant|>"]})
    tokenizer.chat_template = TEMPLATE
    config = T.LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=96,
        intermediate_size=192,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=4,
        max_position_embeddings=2048,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    model = T.LlamaForCausalLM(config)
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=STEPS)
    for _ in range(STEPS):
        texts, answers = [], []
        for _ in range(48):
            text, person, city = question(chance, asked=False)
            texts.append(f"<|user|> {text} <|end|> <|assistant|> <think>")
            thought = f"I look for {person} . {person} lives in {city} . So the answer is {city} ."
            answers.append(f"{thought} </think> {city} <|end|>")
        # All questions are of one length, and so are all answers.
        asked = tokenizer(texts, return_tensors="pt")["input_ids"]
        wanted = tokenizer(answers, return_tensors="pt")["input_ids"]
        labels = torch.cat([torch.full_like(asked, -100), wanted], 1)
        loss = model(input_ids=torch.cat([asked, wanted], 1), labels=labels).loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "README.md").write_text(CARD)


STEPS = 500
MODELS = {"alacard-truth/thinker": train}
