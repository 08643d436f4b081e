# %% lines message-class
class Message(TypedDict):
    role: str
    content: str


# %% lines say-that-again
conversation = list(messages)
conversation.append({"role": "assistant", "content": predict(conversation)})
conversation.append({"role": "user", "content": "Please say that again in fewer words."})

print(predict(conversation))
# %% lines you-and-model
conversations = __samples_messages__

for conversation, answer in zip(conversations, predict_batch(conversations)):
    print("You:  ", conversation[-1]["content"])
    print("Model:", answer, end="\n\n")
# %% lines first-piece
first = None
for _piece in stream(conversations[0]):
    first = first or time.perf_counter() - start
print(f"first piece after {first or 0:.2f} s, whole answer after {time.perf_counter() - start:.2f} s")
