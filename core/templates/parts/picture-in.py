# %% [markdown] hello try
#| if beginner
# **Try this:** use a photo of your own. Put the file beside this notebook, write `from PIL import Image` and `image = Image.open("my-photo.jpg").convert("RGB")` in place of the first line, and run the cell again.
#| end
# %% lines torchvision
#| if torchvision
#: Pictures for this model are prepared with torchvision.
import torchvision  # noqa: F401

#| end
# %% lines timm-backbone
#| if timm_backbone
#: Part of this model, the part that sees, comes from the library timm.
import timm  # noqa: F401

#| end
# %% lines sample-picture
image = sample_image()
display(image)
# %% lines versions
versions = {
    #| from here
    "original": image,
    "mirrored": ImageOps.mirror(image),
    "grey": image.convert("L").convert("RGB"),
    #| to here
}
