"""Images together with text: LLaVA, Idefics3, BLIP, ViLT."""

from __future__ import annotations

from pathlib import Path

import transformers as T
from parrot import followers, teach
from registry import repo
from vocabularies import bert, byte_level_bpe

from .text import named
from .vision import SQUARE, VIT

LLAVA_TEMPLATE = (
    "{% for m in messages %}{{ m['role'].upper() + ': ' }}{% for c in m['content'] %}"
    "{% if c['type']=='image' %}<image>\n{% else %}{{ c['text'] + ' ' }}{% endif %}{% endfor %}{% endfor %}"
    "{% if add_generation_prompt %}ASSISTANT:{% endif %}"
)
TEXT = dict(
    model_type="llama",
    hidden_size=64,
    intermediate_size=96,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=2048,
)


def _plain(tokenizer):
    return lambda text: tokenizer(text, add_special_tokens=False)["input_ids"]


@repo("tiny/llava")
def llava(folder: Path) -> None:
    tokenizer = byte_level_bpe(
        ["<unk>", "<s>", "</s>", "<pad>", "<image>"],
        unk_token="<unk>",
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        extra_special_tokens=["<image>"],
    )
    config = T.LlavaConfig(
        text_config=dict(vocab_size=len(tokenizer), bos_token_id=1, eos_token_id=2, pad_token_id=3, **TEXT),
        vision_config=dict(model_type="clip_vision_model", image_size=8, patch_size=2, projection_dim=32, **VIT),
        image_token_index=tokenizer.convert_tokens_to_ids("<image>"),
        image_seq_length=16,
        vision_feature_layer=-1,
        vision_feature_select_strategy="default",
    )
    model = T.LlavaForConditionalGeneration(config)
    starts = [_plain(tokenizer)("ASSISTANT:")[-1]]
    teach(
        model,
        [model.get_input_embeddings()],
        model.lm_head,
        followers(_plain(tokenizer), len(tokenizer), starts, tokenizer.eos_token_id),
    )
    model.save_pretrained(folder)
    square = {"height": 8, "width": 8}
    T.LlavaProcessor(
        image_processor=T.CLIPImageProcessor(size={"shortest_edge": 8}, crop_size=square),
        tokenizer=tokenizer,
        patch_size=2,
        vision_feature_select_strategy="default",
        num_additional_image_tokens=1,
        image_token="<image>",
        chat_template=LLAVA_TEMPLATE,
    ).save_pretrained(folder)


def _blip(model_class: type):
    def build(folder: Path) -> None:
        tokenizer = bert()
        config = T.BlipConfig(
            text_config=dict(
                vocab_size=len(tokenizer),
                encoder_hidden_size=32,
                max_position_embeddings=512,
                projection_dim=32,
                bos_token_id=tokenizer.cls_token_id,
                eos_token_id=tokenizer.sep_token_id,
                sep_token_id=tokenizer.sep_token_id,
                pad_token_id=tokenizer.pad_token_id,
                **VIT,
            ),
            vision_config=dict(image_size=30, patch_size=2, projection_dim=32, **VIT),
            projection_dim=32,
            image_text_hidden_size=32,
        )
        model_class(config).save_pretrained(folder)
        T.BlipProcessor(T.BlipImageProcessor(size=SQUARE), tokenizer).save_pretrained(folder)

    return build


repo("tiny/blip-caption")(_blip(T.BlipForConditionalGeneration))
repo("tiny/blip-vqa")(_blip(T.BlipForQuestionAnswering))


@repo("tiny/vilt-vqa")
def vilt(folder: Path) -> None:
    tokenizer = bert(40)
    config = T.ViltConfig(
        vocab_size=len(tokenizer),
        image_size=32,
        patch_size=8,
        max_position_embeddings=40,
        type_vocab_size=2,
        **VIT,
        **named(["yes", "no", "2", "red", "outside"]),
    )
    T.ViltForQuestionAnswering(config).save_pretrained(folder)
    images = T.ViltImageProcessor(size={"shortest_edge": 32}, size_divisor=32)
    T.ViltProcessor(images, tokenizer).save_pretrained(folder)
