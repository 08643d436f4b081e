# %% show show
#| if out.text
#| if in.messages
print("Model:", result)
#| else
print("→", result)
#| end
#| elif out.labels
for row in result[:3]:
    print(f"  {row['score']:6.1%}  {row['label']}")
#| elif out.spans
#| use print-spans
if not result:
    print("  nothing found")
#| elif out.answer
print(f"→ {result['answer'] or '(no answer found)'}  ({result['score']:.0%} sure)")
#| elif out.ranking
for row in result:
    print(f"  {row['score']:6.3f}  {row['text']}")
#| elif out.vector
print(f"→ {len(result)} numbers, starting with", [round(value, 3) for value in result[:4]])
#| elif out.boxes
for row in result:
    print(f"  {row['score']:6.1%}  {row['label']}  {row['box']}")
if not result:
    print("  nothing found above the threshold")
#| elif out.segments
for row in result:
    print(f"  {row['label']}: {sum(row['mask'].histogram()[128:])} pixels")
if not result:
    print("  nothing found")
#| elif out.keypoints
print(f"→ {len(result)} keypoints", result[:3])
#| elif out.image
display(result)
#| elif out.audio
display(Audio(result["array"], rate=result["sampling_rate"]))
#| elif out.numbers
print("→", [round(value, 3) for value in result[:12]])
#| elif out.json
print("→", result)
#| end
