# %% hello sample-image
import base64
import io

from PIL import Image

#: The photograph as text, so that the notebook needs no other file.
PHOTO = __photo__
PHOTO_CREDIT = __credit__


def sample_image():
    """Decode the photograph that this notebook carries."""
    return Image.open(io.BytesIO(base64.b64decode(PHOTO))).convert("RGB")
