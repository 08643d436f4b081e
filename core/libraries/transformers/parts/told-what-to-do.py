# %% lines asked-of-a-page
def predict(image, question):
    #| from here
    pixels = image_processor(images=image, return_tensors="pt")["pixel_values"].to(device, dtype)
    start = f"<s_docvqa><s_question>{question}</s_question><s_answer>"
    prompt = tokenizer(start, add_special_tokens=False, truncation=True, return_tensors="pt").input_ids.to(
        device
    )
    output = model.generate(
        pixel_values=pixels,
        decoder_input_ids=prompt,
        max_new_tokens=40,
        #| use with-scores
    )
    text = tokenizer.decode(output.sequences[0, prompt.shape[1] :], skip_special_tokens=True)
    #: The probabilities of all tokens, multiplied, are the probability of the whole answer.
    steps = model.compute_transition_scores(output.sequences, output.scores, normalize_logits=True)
    return {
        "answer": text.split("</s_answer>")[0].strip(),
        "score": torch.exp(steps[0].float().sum()).item(),
    }
    #| to here


# %% lines done-to-a-picture
def find(image, task, max_new_tokens=512):
    #| from here
    inputs = processor(text=task, images=image, return_tensors="pt").to(device, dtype)
    tokens = model.generate(**inputs, max_new_tokens=max_new_tokens, num_beams=3, do_sample=False)
    written = processor.batch_decode(tokens, skip_special_tokens=False)[0]
    #: The token alone names the task; what follows it are words of your own.
    token = task.split(">")[0] + ">"
    return processor.post_process_generation(written, task=token, image_size=image.size)[token]
    #| to here


# %% lines told-in-words
def predict(image, task):
    #| from here
    found = find(image, task)
    if isinstance(found, str):
        return found.replace("<pad>", "").strip()
    labels = found.get("labels") or found.get("bboxes_labels") or []
    places = found.get("bboxes") or found.get("quad_boxes") or []
    lines = [f"{label}: {[round(edge) for edge in place]}" for label, place in zip(labels, places)]
    lines += [f"an outline of {len(outline[0]) // 2} points" for outline in found.get("polygons") or []]
    return "\n".join(lines) or "(nothing found)"
    #| to here
