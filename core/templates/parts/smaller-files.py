# %% lines smaller-files
from_pretrained(
    #| from here
    #| if variant
    #: The weights are also stored in half the bytes, or only so.
    variant=__variant__
    #| if not only_variant
    if device == "cuda"
    else None,
    #| end
    #| end
    #| to here
)
