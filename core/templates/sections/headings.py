# %% [markdown] hello hello
# ## {{hello_number}}. Hello, {{model_name}}
#
#| if inspect
#| if beginner
# A look inside, before anything large is downloaded.
#| else
# What is in the repository, without downloading it.
#| end
#| elif api
#| if beginner
# The smallest thing that works: ask the model one thing over the internet, look at what comes back.
#| elif intermediate
# Make a client once and call the model once.
#| else
# One client, one typed entry point; nothing is loaded here.
#| end
#| elif beginner
# The smallest thing that works: load the model, give it one example, look at what comes back.
#| elif intermediate
# Load the model once and call it once.
#| elif newest
# Load once; one typed entry point.
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
#| if inspect
# What the files say about the model, and what you would need to run it.
#| else
# What the results mean, and how to get more out of the model.
#| end
#| elif advanced
#| if inspect
# Formats, tensors and cost of a download.
#| else
# Interface, batching and cost.
#| end
#| end
