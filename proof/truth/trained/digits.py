"""An image classifier: scikit-learn's 1,797 handwritten digits, the last 360 kept for judging."""

from __future__ import annotations

from pathlib import Path

import numpy as np

KEPT = 360


def pictures():
    """Pictures as PIL images of 32 x 32 points, with their labels, in the order of the data set."""
    from PIL import Image
    from sklearn.datasets import load_digits

    data = load_digits()
    grey = (data.images * (255 / 16)).astype(np.uint8)
    return [Image.fromarray(one).resize((32, 32)).convert("RGB") for one in grey], data.target.tolist()


def train(folder: Path, out: Path) -> None:
    import torch
    import transformers as T

    torch.manual_seed(0)
    processor = T.ViTImageProcessor(size={"height": 32, "width": 32}, image_mean=[0.5] * 3, image_std=[0.5] * 3)
    images, labels = pictures()
    names = {index: f"the digit {index}" for index in range(10)}
    config = T.ViTConfig(
        image_size=32,
        patch_size=8,
        hidden_size=64,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=128,
        id2label=names,
        label2id={name: index for index, name in names.items()},
    )
    model = T.ViTForImageClassification(config)
    seen = processor(images=images[:-KEPT], return_tensors="pt")["pixel_values"]
    wanted = torch.tensor(labels[:-KEPT])
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=20 * 23)
    for _ in range(20):
        for batch in torch.randperm(len(wanted)).split(64):
            loss = model(pixel_values=seen[batch], labels=wanted[batch]).loss
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    (folder / "README.md").write_text(
        "---\nlicense: mit\npipeline_tag: image-classification\nlibrary_name: transformers\n---\n# Digits\n\n"
        "A small vision transformer for handwritten digits.\n"
    )


MODELS = {"alacard-truth/digits-vit": train}
