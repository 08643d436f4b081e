import type { ModelFacts } from '../hub/facts.ts';

/**
 * Model types whose image or video processor exists only on top of torchvision.
 * Read from `IMAGE_PROCESSOR_MAPPING_NAMES` (no `pil` entry) and the processors
 * with a video part in transformers 5.18; all others fall back to Pillow.
 */
const TORCHVISION = new Set(
  `chmv2 cohere2_vision cohere_compass cosmos3_edge depth_pro diffusion_gemma dinov3_vit dinov3_convnext
  edgetam edgetam_video eomt_dinov3 ernie4_5_vl_moe exaone4_5 fuyu gemma4 gemma4_unified glm46v glm4v
  glm4v_moe glm5_next hunyuan_vl hyperclovax_vision_v2 inkling_mm_model instructblipvideo internvl kimi_k25
  lfm2_vl llama4 llava_next_video llava_onevision minicpmv4_6 minicpmv4_7 minimax_m3_vl muse_glimmer
  nemotron_h_omni oneformer perception_lm phi4_multimodal pi0 pp_doclayout_v2 pp_doclayout_v3 pp_formulanet
  pp_lcnet qianfan_ocr qwen2_5_omni qwen2_5_vl qwen2_vl qwen3_5 qwen3_5_moe qwen3_omni_moe qwen3_vl
  qwen3_vl_moe qwen4_exp rf_detr sam2 sam2_video sam3_tracker sam3_video sapiens2 segformer smolvlm step3p7
  tipsv2 tipsv2_dpt video_llama_3 video_llava videoprism_vision_model vivit vjepa2 zoedepth`.split(
    /\s+/,
  ),
);

/** Model types whose published checkpoints take their backbone from timm. */
const TIMM_BACKBONE = new Set(
  'detr conditional_detr deformable_detr dab-detr table-transformer omdet-turbo'.split(' '),
);

/** Models of a picture tower and a text tower: `get_image_features` gives the picture's vector. */
const TWO_TOWERS = new Set(
  'align altclip chinese_clip clip metaclip_2 siglip siglip2 tipsv2'.split(' '),
);

/** What the templates for pictures must know about a model beyond its type. */
export function visionFlags({ modelType }: Pick<ModelFacts, 'modelType'>): string[] {
  if (modelType === null) return [];
  return [
    ...(TORCHVISION.has(modelType) ? ['torchvision'] : []),
    ...(TIMM_BACKBONE.has(modelType) ? ['timm_backbone'] : []),
    ...(TWO_TOWERS.has(modelType) ? ['two_towers'] : []),
  ];
}
