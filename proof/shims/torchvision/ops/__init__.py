"""`torchvision.ops`, as far as timm imports it."""
