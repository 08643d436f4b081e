import { by, refuse, show, type Takes } from '../../src/library/takes.ts';

/** Image models whose parts fit a laptop. Source: their repositories, 4 to 7 GB in float32 and float16. */
const SMALL_BASE =
  /stable-diffusion-v?1|stable-diffusion-2|sd-?v?1[-.]?[45]|sd-turbo|dreamshaper|realistic[-_]?vision|anything-v|openjourney|stable-diffusion-xl|sdxl/i;

/** Whole pipelines that draw; parts of pipelines are shown, other media need a graphics card. */
export const takes: Takes = ({ facts, ours, task, large, has, tagged }) => {
  const whole = has('model_index.json');
  if (!ours && !whole) return null;
  const lora = tagged('lora') && !whole;
  if (large) return refuse(`${facts.id} needs a large graphics card.`);
  if (facts.files.length > 0 && !whole && !lora) {
    return show(
      `${facts.id} is a part of a diffusers pipeline (a ControlNet, a VAE …) and not a whole one. The notebook shows what is in the repository.`,
    );
  }
  if (task === 'image-to-image') return by('image-to-image-diffusion');
  if (task === 'unconditional-image-generation') return by('unconditional-image-generation');
  if (task !== null && task !== 'text-to-image')
    return refuse(`${task} with ${facts.id} needs a large graphics card.`);
  if (!lora) return by('text-to-image');
  const base = facts.baseModels[0]?.id ?? '';
  return SMALL_BASE.test(base)
    ? by('text-to-image')
    : refuse(`${facts.id} is a LoRA for a large image model${base ? `, ${base}` : ''}.`);
};
