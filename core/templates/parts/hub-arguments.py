# %% lines hub-arguments
from_pretrained(
    #| from here
    #| if pinned
    revision=REVISION,
    #| end
    #| if custom_code
    trust_remote_code=True,
    #| end
    #| to here
)
# %% lines from-hub
from_pretrained(
    #| from here
    MODEL_ID,
    #| use hub-arguments
    #| to here
)
# %% lines model-arguments
from_pretrained(
    #| from here
    #| use from-hub
    dtype=dtype,
    #| to here
)
# %% lines pipeline-arguments
pipeline(
    "task",
    #| from here
    model=MODEL_ID,
    #| use hub-arguments
    device=device,
    dtype=dtype,
    #| to here
)
# %% lines pinned
from_pretrained(
    #| from here
    MODEL_ID,
    #| if pinned
    revision=REVISION,
    #| end
    #| to here
)
