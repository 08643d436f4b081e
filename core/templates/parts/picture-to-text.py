# %% lines writes-about-pictures
model = AutoModelForImageTextToText.from_pretrained(
    #| use model-arguments
).to(device)
#: We say how long an answer may be each time we ask, so the stored limit is cleared.
model.generation_config.max_length = None
# %% lines picture-and-word-helpers
image_processor = AutoImageProcessor.from_pretrained(
    #| use from-hub
)
tokenizer = AutoTokenizer.from_pretrained(
    #| use from-hub
)
