# %% lines all-steps
# ### All steps in one function
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`.
# %% lines one-function
# ### One function for everything
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`.
# %% lines words-as-they-come
# ### Words as they come
#
# %% lines one-word
# ### One word for the rest of the notebook
#
# %% lines remembers-nothing
# ### The model remembers nothing
#
# Between two calls, the model forgets everything. To hold a conversation, you send **the whole conversation so far** each time, with the model's answers in it.
