"""Sound in or out: CTC, Whisper, classifiers, CLAP, VITS, SpeechT5, MusicGen."""

from __future__ import annotations

import json
from pathlib import Path

import torch
import transformers as T
from parrot import followers, teach
from registry import repo
from vocabularies import byte_level_bpe, byte_level_vocab, sentencepiece_model, unigram

from .text import named

WAV2VEC2 = dict(
    hidden_size=16,
    feat_extract_norm="group",
    conv_dim=(32, 32, 32),
    conv_stride=(4, 4, 4),
    conv_kernel=(8, 8, 8),
    num_conv_pos_embeddings=16,
    num_conv_pos_embedding_groups=2,
    num_hidden_layers=2,
    num_attention_heads=2,
    intermediate_size=20,
    mask_time_prob=0.0,
)
LETTERS = "<pad> <s> </s> <unk> | E T A O N I H S R D L U M W C F G Y P B V K ' X J Q Z".split()


def _sound_features() -> T.Wav2Vec2FeatureExtractor:
    return T.Wav2Vec2FeatureExtractor(
        feature_size=1, sampling_rate=16000, padding_value=0.0, do_normalize=True, return_attention_mask=False
    )


@repo("tiny/wav2vec2-ctc")
def wav2vec2(folder: Path) -> None:
    vocab = {letter: index for index, letter in enumerate(LETTERS)}
    (folder / "vocab.json").write_text(json.dumps(vocab))
    tokenizer = T.Wav2Vec2CTCTokenizer(str(folder / "vocab.json"))
    config = T.Wav2Vec2Config(vocab_size=len(vocab), pad_token_id=0, bos_token_id=1, eos_token_id=2, **WAV2VEC2)
    model = T.Wav2Vec2ForCTC(config)
    with torch.no_grad():
        # Letters, not only blanks: a transcript that is empty for every sound shows nothing.
        model.lm_head.weight.mul_(20)
        model.lm_head.bias[0] = -2.0
        model.lm_head.bias[1:4] = -1000.0
    model.save_pretrained(folder)
    T.Wav2Vec2Processor(feature_extractor=_sound_features(), tokenizer=tokenizer).save_pretrained(folder)


@repo("tiny/wav2vec2-cls")
def sound_classifier(folder: Path) -> None:
    config = T.Wav2Vec2Config(vocab_size=32, classifier_proj_size=16, **WAV2VEC2, **named(["yes", "no", "stop", "go"]))
    T.Wav2Vec2ForSequenceClassification(config).save_pretrained(folder)
    _sound_features().save_pretrained(folder)


@repo("tiny/vits")
def vits(folder: Path) -> None:
    vocab = {letter: index for index, letter in enumerate("_ abcdefghijklmnopqrstuvwxyz',.!?-")}
    vocab["<unk>"] = len(vocab)
    (folder / "vocab.json").write_text(json.dumps(vocab))
    tokenizer = T.VitsTokenizer(
        str(folder / "vocab.json"), pad_token="_", unk_token="<unk>", phonemize=False, normalize=True, add_blank=True
    )
    config = T.VitsConfig(
        vocab_size=len(vocab),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        ffn_dim=64,
        flow_size=16,
        spectrogram_bins=8,
        duration_predictor_num_flows=2,
        duration_predictor_filter_channels=16,
        prior_encoder_num_flows=2,
        posterior_encoder_num_wavenet_layers=2,
        upsample_initial_channel=16,
        upsample_rates=[8, 2],
        upsample_kernel_sizes=[16, 4],
        resblock_kernel_sizes=[3, 7],
        resblock_dilation_sizes=[[1, 3, 5], [1, 3, 5]],
        sampling_rate=16000,
    )
    T.VitsModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


LANGUAGES = ["en", "de", "fr", "es", "it", "zh"]
TASKS = ["translate", "transcribe"]


@repo("tiny/whisper")
def whisper(folder: Path) -> None:
    vocab, merges = byte_level_vocab()
    tokenizer = T.WhisperTokenizer(
        vocab={**vocab, "<|endoftext|>": len(vocab)}, merges=merges, pad_token="<|endoftext|>"
    )
    tokenizer.add_special_tokens(
        {
            "extra_special_tokens": [
                "<|startoftranscript|>",
                *[f"<|{language}|>" for language in LANGUAGES],
                *[f"<|{task}|>" for task in TASKS],
                "<|startoflm|>",
                "<|startofprev|>",
                "<|nospeech|>",
                "<|notimestamps|>",
            ]
        }
    )
    number = tokenizer.convert_tokens_to_ids
    tokenizer.add_tokens([T.AddedToken(f"<|{tick * 0.02:.2f}|>", special=False) for tick in range(1501)])
    end = number("<|endoftext|>")
    config = T.WhisperConfig(
        vocab_size=len(tokenizer),
        d_model=64,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        num_mel_bins=80,
        max_source_positions=1500,
        max_target_positions=448,
        pad_token_id=end,
        bos_token_id=end,
        eos_token_id=end,
        decoder_start_token_id=number("<|startoftranscript|>"),
        suppress_tokens=None,
        begin_suppress_tokens=None,
        tie_word_embeddings=False,
    )
    model = T.WhisperForConditionalGeneration(config)
    starts = number(["<|notimestamps|>", "<|transcribe|>", "<|translate|>", "<|0.00|>"])
    encode = lambda text: tokenizer(text, add_special_tokens=False)["input_ids"]  # noqa: E731
    teach(model, [model.get_decoder().embed_tokens], model.proj_out, followers(encode, len(tokenizer), starts, end))
    model.generation_config = T.GenerationConfig(
        is_multilingual=True,
        lang_to_id={f"<|{language}|>": number(f"<|{language}|>") for language in LANGUAGES},
        task_to_id={task: number(f"<|{task}|>") for task in TASKS},
        no_timestamps_token_id=number("<|notimestamps|>"),
        prev_sot_token_id=number("<|startofprev|>"),
        decoder_start_token_id=number("<|startoftranscript|>"),
        max_initial_timestamp_index=50,
        max_length=448,
        pad_token_id=end,
        bos_token_id=end,
        eos_token_id=end,
        return_timestamps=False,
        alignment_heads=[[0, 0]],
    )
    model.save_pretrained(folder)
    T.WhisperProcessor(feature_extractor=T.WhisperFeatureExtractor(), tokenizer=tokenizer).save_pretrained(folder)


@repo("tiny/clap")
def clap(folder: Path) -> None:
    tokenizer = byte_level_bpe(
        ["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        roberta=True,
        longest=512,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token="<mask>",
    )
    config = T.ClapConfig(
        text_config=dict(
            vocab_size=len(tokenizer),
            hidden_size=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=37,
            max_position_embeddings=514,
            projection_dim=16,
        ),
        audio_config=dict(
            patch_embeds_hidden_size=16,
            hidden_size=32,
            depths=[1, 1],
            num_attention_heads=[2, 2],
            num_hidden_layers=2,
            projection_dim=16,
        ),
        projection_dim=16,
    )
    T.ClapModel(config).save_pretrained(folder)
    T.ClapProcessor(T.ClapFeatureExtractor(truncation="rand_trunc"), tokenizer).save_pretrained(folder)


@repo("tiny/speecht5")
def speecht5(folder: Path) -> None:
    spm = sentencepiece_model(folder / "spm_char.model", model_type="char", vocab_size=200)
    tokenizer = T.SpeechT5Tokenizer(str(spm), model_max_length=600)
    config = T.SpeechT5Config(
        vocab_size=len(tokenizer),
        hidden_size=32,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        speech_decoder_prenet_units=16,
        speech_decoder_postnet_units=16,
        speech_decoder_postnet_layers=2,
        encoder_max_relative_position=20,
        speaker_embedding_dim=512,
        max_text_positions=600,
        max_speech_positions=1876,
    )
    T.SpeechT5ForTextToSpeech(config).save_pretrained(folder)
    T.SpeechT5Processor(T.SpeechT5FeatureExtractor(), tokenizer).save_pretrained(folder)


@repo("microsoft/speecht5_hifigan")
def vocoder(folder: Path) -> None:
    """The name is wired into transformers: every SpeechT5 pipeline fetches its vocoder from there."""
    config = T.SpeechT5HifiGanConfig(
        upsample_initial_channel=16,
        upsample_rates=[4, 4, 4, 4],
        upsample_kernel_sizes=[8, 8, 8, 8],
        resblock_kernel_sizes=[3],
        resblock_dilation_sizes=[[1, 3]],
    )
    T.SpeechT5HifiGan(config).save_pretrained(folder)


@repo("tiny/musicgen")
def musicgen(folder: Path) -> None:
    tokenizer = unigram()
    config = T.MusicgenConfig(
        text_encoder=T.T5Config(
            vocab_size=len(tokenizer), d_model=32, d_kv=8, d_ff=37, num_layers=1, num_heads=4
        ).to_dict(),
        audio_encoder=T.EncodecConfig(
            hidden_size=16,
            num_filters=4,
            num_residual_layers=1,
            upsampling_ratios=[8, 4],
            num_lstm_layers=1,
            codebook_size=64,
            codebook_dim=16,
            sampling_rate=16000,
            target_bandwidths=[12.0],
            use_causal_conv=False,
        ).to_dict(),
        decoder=T.MusicgenDecoderConfig(
            vocab_size=64,
            hidden_size=32,
            ffn_dim=37,
            num_hidden_layers=1,
            num_attention_heads=2,
            num_codebooks=4,
            pad_token_id=64,
            bos_token_id=64,
        ).to_dict(),
    )
    model = T.MusicgenForConditionalGeneration(config)
    model.generation_config = T.GenerationConfig(
        decoder_start_token_id=64, bos_token_id=64, pad_token_id=64, do_sample=True, guidance_scale=3.0, max_length=100
    )
    model.save_pretrained(folder)
    T.MusicgenProcessor(T.EncodecFeatureExtractor(feature_size=1, sampling_rate=16000), tokenizer).save_pretrained(
        folder
    )
