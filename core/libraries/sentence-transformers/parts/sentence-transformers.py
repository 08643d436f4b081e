# %% lines sentence-model
SentenceTransformer(
    #| from here
    #| use from-hub
    device=device,
    model_kwargs={"dtype": dtype},
    #| if prompts
    #: The model was trained with these words in front; without them it finds less.
    prompts=__prompts__,
    #| end
    #| to here
)
