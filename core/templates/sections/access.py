# %% [markdown] setup access-text
#| if gated
# ### Access to this model
#
# The authors ask you to accept their conditions before you may download it. The next cell checks that you have access **before** anything large is downloaded.
#| end
# %% setup access
#| if gated
from huggingface_hub import auth_check, get_token, notebook_login
from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

#: True signs you in: it shows an address and a code. Your token is kept on this machine and not in the notebook.
SIGN_IN = False
if SIGN_IN and get_token() is None:
    notebook_login()

#: These are the repositories whose authors ask for a sign-in.
repositories = __gated_ids__
for repository in repositories:
    page = f"https://huggingface.co/{repository}"
    try:
        auth_check(repository)
    except GatedRepoError as error:
        raise PermissionError(
            f"{repository} is gated. 1. Accept the conditions at {page}. 2. Sign in: set SIGN_IN to True in "
            "this cell, or on Colab keep your token as the secret HF_TOKEN. 3. Run this cell again."
        ) from error
    except RepositoryNotFoundError as error:
        raise PermissionError(f"{repository} cannot be reached: see {page}.") from error
    print(f"You have access to {repository}.")
#| end
# %% [markdown] setup custom-code
#| if custom_code
# ### This model brings its own Python
#
# The repository contains Python files that run on your machine when the model is loaded. [Read them first](https://huggingface.co/{{model_id|url}}/tree/{{revision|url}}). This notebook is pinned to the exact revision {{revision|code}}, so the code cannot change behind your back.
#| end
