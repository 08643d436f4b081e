# %% [markdown] explore try
#| if beginner
# **Try this:** add a line such as `"upside down": image.rotate(180),` to `pictures`. Does the model notice?
#| end
# %% [markdown] explore compare-text
#| if beginner
# ### Which pictures are alike?
#
# We compare our picture with {{others}} a plain blue square. `cosine_similarity` is close to 1 where the model finds them alike.
#| elif intermediate
# ### Similarity
#
# Compare numbers only within one model: what counts as "high" differs from model to model. Rank first, choose a threshold on your own pictures second.
#| else
# ### Similarity matrix
#| end
# %% lines alike
ours = torch.tensor(predict(image))
for name, picture in pictures.items():
    other = torch.tensor(predict(picture))
    similarity = torch.cosine_similarity(ours, other, dim=0).item()
    print(f"{name:<12} {similarity:.3f}")
# %% lines alike-to-first
for name, similarity in zip(pictures, (vectors @ vectors[0]).tolist()):
    print(f"{name:<12} {similarity:.3f}")
# %% lines alike-matrix
vectors = embed(list(pictures.values()))
for name, row in zip(pictures, (vectors @ vectors.T).tolist()):
    print(f"{name:<12}", *(f"{value:6.3f}" for value in row))


# %% lines vectors-by-picture
def predict_batch(images: list[Image.Image]) -> list[list[float]]:
    return embed(images).tolist()


def predict(image: Image.Image) -> list[float]:
    return predict_batch([image])[0]
