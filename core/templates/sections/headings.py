# %% [markdown] hello hello
# ## {{hello_number}}. Hello, {{model_name}}
#
#| if beginner
# The smallest thing that works: load the model, give it one example, look at what comes back.
#| elif intermediate
# Load the model once and call it once.
#| else
# Load once at a pinned revision; one typed entry point.
#| end
# %% [markdown] explore explore
# ## {{explore_number}}. Understand it
#
#| if beginner and terms
# A few words you will meet:
#
# | word | what it means |
# | --- | --- |
#| each terms
# | **{{term}}** | {{meaning}} |
#| end
#| elif intermediate
# What the results mean, and how to get more out of the model.
#| elif advanced
# Interface, batching and cost.
#| end
