# %% [markdown] title title
# # Alacard | {{model_name}} - {{topic_name}} ({{difficulty_name}})
#
#| if inspect
# {{task_summary}} The repository is [{{model_id}}](https://huggingface.co/{{model_id|url}}).
#| elif api
# {{task_summary}} You will call [{{model_id}}](https://huggingface.co/{{model_id|url}}) with examples about {{topic_subject}}.
#| elif in.rows or in.seed
# {{task_summary}} You will run [{{model_id}}](https://huggingface.co/{{model_id|url}}).
#| else
# {{task_summary}} You will run [{{model_id}}](https://huggingface.co/{{model_id|url}}) on examples about {{topic_subject}}.
#| end
#| if description
#
# > {{description}}
#| end
# %% [markdown] recipe recipe
# ## The recipe
#
# <table>
# <tr>
# <td align="center" valign="top" width="20%"><h2>{{model_emoji|html}}</h2><b>Model</b><br><code>{{model_name|html}}</code><br>{{model_line|html}}</td>
# <td align="center" valign="top" width="20%"><h2>{{prompts_emoji|html}}</h2><b>Prompts</b><br>{{prompts_name|html}}<br>{{prompts_line|html}}</td>
# <td align="center" valign="top" width="20%"><h2>{{topic_emoji|html}}</h2><b>Topic</b><br>{{topic_name|html}}<br>{{topic_line|html}}</td>
# <td align="center" valign="top" width="20%"><h2>{{difficulty_emoji|html}}</h2><b>Difficulty</b><br>{{difficulty_name|html}}<br>{{difficulty_line|html}}</td>
# <td align="center" valign="top" width="20%"><h2>{{ui_emoji|html}}</h2><b>UI component</b><br>{{ui_name|html}}<br>{{ui_line|html}}</td>
# </tr>
# </table>
#| if notices
#
#| each notices
# > **Note:** {{notice|prose}}
#
#| end
#| end
#| if remix
#
#| if remix_licence
# *Remix of [{{remix_words}}]({{remix_link|address}}), shared under {{remix_licence}}.*
#| else
# *Remix of [{{remix_words}}]({{remix_link|address}}).*
#| end
#| end
