# %% [markdown] explore card-example-text
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
