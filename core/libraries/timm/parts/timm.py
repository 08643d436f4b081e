# %% lines timm-ready
#: `eval` switches off what is only used while a model learns.
model = model.to(device=device, dtype=dtype).eval()

#: Every model was trained on pictures of one size and brightness. timm knows which.
transform = create_transform(**resolve_model_data_config(model), is_training=False)
# %% lines timm-memory
weights = list(model.parameters())
size = sum(weight.numel() * weight.element_size() for weight in weights)
