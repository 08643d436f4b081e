# %% lines streamlit-chat


#| use conversation-plain


with st.sidebar:
    system = st.text_area("System", placeholder="How the model should answer, for example: in one sentence")
    usual = model.WRITING.get("temperature") or 0.0
    temperature = st.slider("Temperature", 0.0, 1.5, usual, 0.1, help="0: always the likeliest word")
    longest = st.slider("Length", 8, max(2048, model.MAX_NEW_TOKENS), model.MAX_NEW_TOKENS, help="in tokens")
    #| if in.image
    uploaded = st.file_uploader("Picture", type=["png", "jpg", "jpeg", "webp"])
    #| end
    if st.button("Clear"):
        st.session_state.messages = []

#: What was said, kept by Streamlit for each visitor. Thoughts are shown and not sent again.
messages = st.session_state.setdefault("messages", [])
#| if in.image
picture = Image.open("sample.png" if uploaded is None else uploaded).convert("RGB")
st.sidebar.image(picture)
#| end
for message in messages:
    st.chat_message(message["role"]).markdown(message["content"])

if question := st.chat_input("Write a message"):
    asked = {"role": "user", "content": question}
    #| if in.image
    #: The picture goes with the first question, and again when it has changed.
    shown = [message["image"] for message in messages if "image" in message]
    if not shown or picture.tobytes() != shown[-1].tobytes():
        asked["image"] = picture
    #| end
    st.chat_message("user").markdown(question)
    told = [{"role": "system", "content": system}] if system.strip() else []
    with st.chat_message("assistant"):
        folded, place, text, reply = st.empty(), st.empty(), "", ""
        #| if in.image
        pieces = model.stream_chat([*told, *messages, asked], **as_settings(temperature, longest))
        #| else
        pieces = model.stream([*told, *messages, asked], **as_settings(temperature, longest))
        #| end
        for piece in pieces:
            text += piece
            thought, reply = split_thinking(text)
            if thought:
                folded.expander("What it thought first").markdown(thought)
            place.markdown(reply + " ▌")
        place.markdown(reply or "No answer within this length: raise it on the left.")
    if reply:
        messages += [asked, {"role": "assistant", "content": reply}]
