# %% [markdown] explore card-example-text
#| if executed
# ### The model card's own example
#
#| if changed
# The authors show this on the model page. It was written for other versions or other machines, so Alacard changed it:
#
#| each changes
# - {{change|prose}}
#| end
#| else
# The authors show this on the model page, and it runs as it stands.
#| end
#| end
# %% [markdown] explore card-example-shown
#| each unexecuted
# ### The model card's own example
#
# The authors show this on the model page. **It is not run here.** {{card_reason|prose}}
#
# {{card_code|python}}
#| end
# %% [markdown] explore card-example-output
#| each author_output
# What the authors say that it gave them:
#
# {{card_output|text}}
#| end
