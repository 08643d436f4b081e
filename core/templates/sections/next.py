# %% [markdown] next next
# ## {{next_number}}. Next steps
#
# - **Remix:** this notebook carries its recipe. Open it in JupyterLab or VS Code with Alacard, swap a card in the panel, and generate again. The recipe travels with the file, so credit survives.
# - **Share:** in JupyterLab or VS Code, *Alacard: Share This Notebook* gives you a link.
#| if not advanced
# - **Go deeper:** deal the same hand at the level *{{harder_name}}* and compare the code.
#| elif api
# - **Put it to work:** a provider may change weights, hardware and price; measure again before you rely on it, and keep a second provider in mind.
#| elif newest
# - **Put it to work:** put a commit of the repository into `REVISION` first, so that what you measured here is what you will deploy.
#| elif inspect
# - **Put it to work:** the revision is pinned, so a download tomorrow brings the same bytes that you looked at today.
#| else
# - **Put it to work:** the revision is pinned, so what you measured here is what you will deploy.
#| end
#| if similar
# - **Compare with similar models:**
#| each similar
#   - [{{similar_id}}](https://huggingface.co/{{similar_id|url}}): {{similar_line}}
#| end
#| end
# - **Read the source:** the [model card](https://huggingface.co/{{model_id|url}}) says how the model was trained, and where its limits are.
#| if licence
#
# Model licence: {{licence_words}} The code in this notebook is yours to use under the MIT licence.
#| end
