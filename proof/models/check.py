"""Loads and uses every tiny model once, each by the way its library recommends: `check.py ROOT`.

A notebook that fails later then fails for what the notebook does, not for the
model. Prints one line a model; exits with 1 when one failed.
"""

from __future__ import annotations

import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
warnings.simplefilter("ignore")

import numpy as np
import torch
import transformers as T
from PIL import Image

T.logging.set_verbosity_error()
T.utils.logging.disable_progress_bar()
ROOT = Path(sys.argv[1]).resolve()
CHECKS: dict[str, Callable[[str], object]] = {}

PICTURE = Image.fromarray((np.random.default_rng(0).random((64, 96, 3)) * 255).astype("uint8"))
TONE = (0.1 * np.sin(2 * np.pi * 440 * np.arange(16000) / 16000)).astype(np.float32)
QUESTION = [{"role": "user", "content": "What is the capital of France?"}]
LONG = "The bridge over the river will open again in May, the mayor said on Monday evening. " * 12


def check(*names: str):
    def register(function):
        for name in names:
            CHECKS[name] = function
        return function

    return register


def not_empty(text: str) -> str:
    assert text.strip(), "the model said nothing"
    return text


@check("chat", "gated", "qwen-bf16")
def chat(path: str) -> object:
    answer = T.pipeline("text-generation", model=path)(QUESTION, max_new_tokens=30)[0]["generated_text"][-1]
    return not_empty(answer["content"])


@check("gpt2")
def continuation(path: str) -> object:
    writer = T.pipeline("text-generation", model=path)
    return not_empty(writer("Once upon", max_new_tokens=20, return_full_text=False)[0]["generated_text"])


@check("custom-code")
def custom(path: str) -> object:
    return type(T.AutoModelForCausalLM.from_pretrained(path, trust_remote_code=True)).__name__


@check("lora", "lora-chat")
def adapter(path: str) -> object:
    from peft import PeftModel

    base = T.AutoModelForCausalLM.from_pretrained(ROOT / "tiny/chat")
    return type(PeftModel.from_pretrained(base, path)).__name__


@check("gguf")
def gguf(path: str) -> object:
    from llama_cpp import Llama

    said = []
    for file in sorted(Path(path).glob("*.gguf")):
        model = Llama(model_path=str(file), n_ctx=512, verbose=False)
        answer = model.create_chat_completion(messages=QUESTION, max_tokens=20)
        said.append(not_empty(answer["choices"][0]["message"]["content"]))
    return said


@check("gguf-base")
def gguf_writes_on(path: str) -> object:
    from llama_cpp import Llama

    model = Llama(model_path=str(next(Path(path).glob("*.gguf"))), n_ctx=512, verbose=False)
    return not_empty(model("Once upon", max_tokens=20)["choices"][0]["text"])


@check("text-cls", "text-cls-multi", "reward", "bare-bert")
def labels(path: str) -> object:
    return T.pipeline("text-classification", model=path, top_k=None)("A good day", truncation=True)


@check("ner")
def entities(path: str) -> object:
    return T.pipeline("token-classification", model=path, aggregation_strategy="simple")(LONG)[:1]


@check("zero-shot")
def zero_shot(path: str) -> object:
    return T.pipeline("zero-shot-classification", model=path)("I love films", candidate_labels=["film", "food"])


@check("mlm", "roberta-mlm")
def mask(path: str) -> object:
    filler = T.pipeline("fill-mask", model=path)
    return filler(f"Paris is the {filler.tokenizer.mask_token} of France.")[0]


@check("embed")
def features(path: str) -> object:
    return np.array(T.pipeline("feature-extraction", model=path)("hello")).shape


@check("qa", "qa-128")
def spans(path: str) -> object:
    tokenizer = T.AutoTokenizer.from_pretrained(path)
    model = T.AutoModelForQuestionAnswering.from_pretrained(path)
    inputs = tokenizer("When?", LONG, truncation="only_second", return_tensors="pt")
    return model(**inputs).start_logits.shape


@check("multiple-choice")
def choice(path: str) -> object:
    tokenizer = T.AutoTokenizer.from_pretrained(path)
    inputs = tokenizer([["Why?", "So"], ["Why?", "Thus"]], return_tensors="pt", padding=True)
    model = T.AutoModelForMultipleChoice.from_pretrained(path)
    return model(**{name: value.unsqueeze(0) for name, value in inputs.items()}).logits.shape


@check("tapas")
def table(path: str) -> object:
    rows = {"Repository": ["a", "b"], "Stars": ["1", "2"]}
    return T.pipeline("table-question-answering", model=path)(table=rows, query="how many stars?")


def written(path: str, text: str, **options: object) -> str:
    tokenizer = T.AutoTokenizer.from_pretrained(path)
    model = T.AutoModelForSeq2SeqLM.from_pretrained(path)
    inputs = tokenizer(text, return_tensors="pt", truncation=True)
    output = model.generate(**inputs, max_new_tokens=30, **options)
    return not_empty(tokenizer.decode(output[0], skip_special_tokens=True))


check("t5", "bart-sum")(lambda path: written(path, f"summarize: {LONG}"))
check("flan", "t5-translate", "bart-mt", "marian")(lambda path: written(path, "How are you?", num_beams=2))


@check("nllb")
def nllb(path: str) -> object:
    tokenizer = T.AutoTokenizer.from_pretrained(path, src_lang="eng_Latn")
    return written(path, "How are you?", forced_bos_token_id=tokenizer.convert_tokens_to_ids("fra_Latn"))


@check("st", "st-query")
def sentences(path: str) -> object:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(path)
    return model.similarity(model.encode_query(["a"]), model.encode_document(["b", "c"])).shape


@check("ce")
def ranking(path: str) -> object:
    from sentence_transformers import CrossEncoder

    return CrossEncoder(path).rank("who?", ["you", "me"])


@check("splade")
def sparse(path: str) -> object:
    from sentence_transformers import SparseEncoder

    model = SparseEncoder(path)
    return model.similarity(model.encode_query(["a"]), model.encode_document(["b", "c"])).shape


@check("colbert")
def late(path: str) -> object:
    from sentence_transformers import MultiVectorEncoder

    model = MultiVectorEncoder(path)
    return model.similarity(model.encode_query(["a"]), model.encode_document(["b", "c"])).shape


@check("donut")
def document_without_words(path: str) -> object:
    processor = T.AutoProcessor.from_pretrained(path)
    model = T.VisionEncoderDecoderModel.from_pretrained(path)
    prompt = "<s_docvqa><s_question>what is the total?</s_question><s_answer>"
    start = processor.tokenizer(prompt, add_special_tokens=False, return_tensors="pt").input_ids
    pixels = processor(images=PICTURE, return_tensors="pt").pixel_values
    return model.generate(pixels, decoder_input_ids=start, max_new_tokens=8).shape


@check("layoutlm")
def document(path: str) -> object:
    reader = T.pipeline("document-question-answering", model=path)
    words = [["total", [10, 10, 50, 20]], ["42", [60, 10, 90, 20]]]
    return reader(image=None, question="what is the total?", word_boxes=words)


check("vit")(lambda path: T.pipeline("image-classification", model=path)(PICTURE))
check("vit-feat")(lambda path: np.array(T.pipeline("image-feature-extraction", model=path)(PICTURE)).shape)
check("yolos", "rt-detr")(lambda path: len(T.pipeline("object-detection", model=path)(PICTURE, threshold=0.0)))
check("mobilevit-seg", "maskformer")(lambda path: len(T.pipeline("image-segmentation", model=path)(PICTURE)))
check("glpn", "dpt")(lambda path: T.pipeline("depth-estimation", model=path)(PICTURE)["depth"].size)
check("clip", "siglip")(
    lambda path: T.pipeline("zero-shot-image-classification", model=path)(PICTURE, candidate_labels=["cat", "dog"])
)
check("owlvit")(
    lambda path: len(
        T.pipeline("zero-shot-object-detection", model=path)(PICTURE, candidate_labels=["cat"], threshold=0.0)
    )
)


@check("grounding-dino")
def grounded(path: str) -> object:
    processor = T.AutoProcessor.from_pretrained(path)
    model = T.AutoModelForZeroShotObjectDetection.from_pretrained(path)
    inputs = processor(images=PICTURE, text=[["cat", "dog"]], return_tensors="pt")
    found = processor.post_process_grounded_object_detection(model(**inputs), inputs.input_ids, threshold=0.0)
    return len(found[0]["boxes"])


@check("superpoint")
def keypoints(path: str) -> object:
    processor = T.AutoImageProcessor.from_pretrained(path)
    model = T.AutoModelForKeypointDetection.from_pretrained(path)
    outputs = model(**processor(PICTURE, return_tensors="pt"))
    found = processor.post_process_keypoint_detection(outputs, [(PICTURE.height, PICTURE.width)])
    return found[0]["keypoints"].shape


@check("swin2sr")
def larger(path: str) -> object:
    processor = T.AutoImageProcessor.from_pretrained(path)
    model = T.AutoModelForImageToImage.from_pretrained(path)
    return model(**processor(PICTURE, return_tensors="pt")).reconstruction.shape


@check("sam")
def masks(path: str) -> object:
    processor = T.SamProcessor.from_pretrained(path)
    model = T.SamModel.from_pretrained(path)
    inputs = processor(PICTURE, input_points=[[[40, 30]]], return_tensors="pt")
    return model(**inputs).pred_masks.shape


@check("videomae")
def video(path: str) -> object:
    processor = T.AutoImageProcessor.from_pretrained(path)
    model = T.AutoModelForVideoClassification.from_pretrained(path)
    return model(**processor([PICTURE] * 4, return_tensors="pt")).logits.shape


@check("llava")
def look(path: str) -> object:
    talk = [
        {"role": "user", "content": [{"type": "image", "image": PICTURE}, {"type": "text", "text": "What is this?"}]}
    ]
    answer = T.pipeline("image-text-to-text", model=path)(text=talk, max_new_tokens=20, return_full_text=False)
    return not_empty(answer[0]["generated_text"])


@check("blip-caption", "git", "trocr")
def caption(path: str) -> object:
    processor = T.AutoProcessor.from_pretrained(path)
    model = T.AutoModelForImageTextToText.from_pretrained(path)
    output = model.generate(**processor(images=PICTURE, return_tensors="pt"), max_new_tokens=12)
    return not_empty(processor.decode(output[0], skip_special_tokens=True))


@check("florence2")
def picture_task(path: str) -> object:
    processor = T.AutoProcessor.from_pretrained(path)
    model = T.AutoModelForImageTextToText.from_pretrained(path)
    output = model.generate(**processor(images=PICTURE, text="<OD>", return_tensors="pt"), max_new_tokens=8)
    written = processor.batch_decode(output, skip_special_tokens=False)[0]
    return processor.post_process_generation(written, task="<OD>", image_size=PICTURE.size)["<OD>"]


@check("blip-vqa")
def written_answer(path: str) -> object:
    processor = T.AutoProcessor.from_pretrained(path)
    model = T.AutoModelForVisualQuestionAnswering.from_pretrained(path)
    output = model.generate(**processor(images=PICTURE, text="how many?", return_tensors="pt"), max_new_tokens=8)
    return not_empty(processor.decode(output[0], skip_special_tokens=True))


@check("vilt-vqa")
def answer(path: str) -> object:
    processor = T.AutoProcessor.from_pretrained(path)
    model = T.AutoModelForVisualQuestionAnswering.from_pretrained(path)
    return model(**processor(images=PICTURE, text="how many?", return_tensors="pt")).logits.shape


@check("wav2vec2-ctc", "whisper")
def transcript(path: str) -> object:
    return not_empty(
        T.pipeline("automatic-speech-recognition", model=path)({"array": TONE, "sampling_rate": 16000})["text"]
    )


check("wav2vec2-cls")(lambda path: T.pipeline("audio-classification", model=path)(TONE.copy()))
check("clap")(
    lambda path: T.pipeline("zero-shot-audio-classification", model=path)(
        TONE.repeat(3), candidate_labels=["a dog", "a bell"]
    )
)
check("vits")(lambda path: T.pipeline("text-to-speech", model=path)("Hello there")["audio"].shape)
check("musicgen")(
    lambda path: (
        T.pipeline("text-to-audio", model=path)("calm piano", generate_kwargs={"max_new_tokens": 20})["audio"].shape
    )
)


@check("speecht5")
def speech(path: str) -> object:
    processor = T.SpeechT5Processor.from_pretrained(path)
    model = T.SpeechT5ForTextToSpeech.from_pretrained(path)
    vocoder = T.SpeechT5HifiGan.from_pretrained(ROOT / "microsoft/speecht5_hifigan")
    inputs = processor(text="Hello there", return_tensors="pt")
    return model.generate_speech(inputs["input_ids"], torch.zeros(1, 512), vocoder=vocoder).shape


STEPS = {"num_inference_steps": 2}


@check("sd")
def paint(path: str) -> object:
    from diffusers import AutoPipelineForText2Image

    painter = AutoPipelineForText2Image.from_pretrained(path)
    return painter("a cat", height=64, width=64, **STEPS).images[0].size


@check("sd-img2img")
def repaint(path: str) -> object:
    from diffusers import AutoPipelineForImage2Image

    painter = AutoPipelineForImage2Image.from_pretrained(path)
    return painter("a cat", image=PICTURE.resize((64, 64)), **STEPS).images[0].size


@check("pix2pix")
def edit(path: str) -> object:
    from diffusers import DiffusionPipeline

    return DiffusionPipeline.from_pretrained(path)("night", image=PICTURE.resize((64, 64)), **STEPS).images[0].size


@check("sd-lora")
def paint_lora(path: str) -> object:
    from diffusers import AutoPipelineForText2Image

    painter = AutoPipelineForText2Image.from_pretrained(ROOT / "tiny/sd")
    painter.load_lora_weights(path)
    return painter("a cat", height=64, width=64, **STEPS).images[0].size


@check("ddpm")
def noise(path: str) -> object:
    from diffusers import DiffusionPipeline

    return DiffusionPipeline.from_pretrained(path)(**STEPS).images[0].size


@check("sklearn-classifier")
def classify_rows(path: str) -> object:
    import joblib
    import pandas as pd

    rows = pd.DataFrame({"sepal_length": [5.0], "sepal_width": [3.4], "petal_length": [1.5], "petal_width": [0.2]})
    return joblib.load(f"{path}/sklearn_model.joblib").predict(rows)


@check("sklearn-regressor")
def estimate_rows(path: str) -> object:
    import skops.io

    file = f"{path}/model.skops"
    unknown = skops.io.get_untrusted_types(file=file)
    return unknown, type(skops.io.load(file, trusted=unknown)).__name__


@check("patchtst")
def patches(path: str) -> object:
    model = T.PatchTSTForPrediction.from_pretrained(path)
    return model(past_values=torch.randn(1, 32, 1)).prediction_outputs.shape


@check("timesfm")
def forecast(path: str) -> object:
    model = T.TimesFmModelForPrediction.from_pretrained(path)
    return model(past_values=[torch.randn(36)], freq=torch.tensor([0])).mean_predictions.shape


@check("ppo-CartPole-v1")
def policy(path: str) -> object:
    from stable_baselines3 import PPO

    return PPO.load(f"{path}/ppo-CartPole-v1.zip", device="cpu").predict(np.zeros(4, dtype=np.float32))[0]


@check("timm", "timm-feat")
def timm(path: str) -> object:
    """Last: the stand-in for torchvision must not be there when transformers looks for it."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "shims"))
    import timm

    model = timm.create_model(f"local-dir:{path}", pretrained=True).eval()
    transform = timm.data.create_transform(**timm.data.resolve_model_data_config(model), is_training=False)
    return model(transform(PICTURE).unsqueeze(0)).shape, model.pretrained_cfg.get("label_names")


def main() -> int:
    failed = 0
    only = sys.argv[2:]
    for name, function in CHECKS.items():
        if only and name not in only:
            continue
        began = time.perf_counter()
        try:
            with torch.no_grad():
                shown = str(function(str(ROOT / "tiny" / name))).replace("\n", " ")[:110]
            mark = "ok  "
        except Exception as error:  # every model gets its line
            mark, shown = "FAIL", f"{type(error).__name__}: {str(error)[:300]}"
            failed += 1
        print(f"{mark} {name:20} {time.perf_counter() - began:5.1f} s  {shown}", flush=True)
    print(f"{len(CHECKS) - failed} of {len(CHECKS)} models work")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
